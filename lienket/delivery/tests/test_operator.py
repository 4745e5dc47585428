"""The operator's page: states and reasons, never content, and for operators alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.delivery.channels.base import Reason
from lienket.delivery.models import Attempt, Envelope, Message
from lienket.kernel.rls import acting
from lienket.organizations.models import Account, ContactPath
from tests.cast import Unit, signed_in

PAGE = "/operator/delivery/"


@pytest.fixture
def operator(db: None) -> Client:
    return signed_in(Account.objects.create(username="operator", is_operator=True))


@pytest.fixture
def _failed(circle: Circle, plant: Unit, fire_service: Unit) -> None:
    """A message that failed once and waits, overdue by an hour."""
    late = timezone.now() - timedelta(hours=1)
    with acting(fire_service.member()):
        path = ContactPath.objects.get(organization_id=fire_service.id)
    with acting(plant.member()):
        envelope = Envelope.objects.create(
            circle=circle,
            organization_id=plant.id,
            kind="notice",
            reference="TB-2026-001",
            urgency="normal",
            sent_at=late,
        )
        message = Message.objects.create(
            circle=circle,
            envelope=envelope,
            organization_id=fire_service.id,
            path_id=path.id,
            channel="email",
            purpose="first",
            priority=14,
            queued_at=late,
            send_at=late,
            attempts=1,
        )
        Attempt.objects.create(
            circle=circle, message=message, number=1, at=late, reason=Reason.SERVER_DOWN
        )


@pytest.mark.usefixtures("_failed")
def test_an_operator_sees_counts_and_reasons_of_all_circles(operator: Client) -> None:
    answer = operator.get(PAGE)

    email = answer.context["lanes"][0]
    assert (email.waiting, email.sent, email.attempts) == (1, 0, 1)
    assert email.overdue > timedelta(minutes=59)
    (trouble,) = answer.context["troubles"]
    assert (trouble.number, trouble.permanent, trouble.attempts) == (30, False, 1)


@pytest.mark.usefixtures("_failed")
def test_an_operator_sees_no_content_and_nobody_s_name(operator: Client) -> None:
    page = operator.get(PAGE).content.decode()

    for word in ("TB-2026-001", "Vòng liên kết nhà máy", "Fire", "fire@example.vn"):
        assert word not in page


def test_to_everybody_else_the_page_does_not_exist(plant: Unit) -> None:
    assert signed_in(plant).get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_a_browser_switches_its_notifications_on(
    plant: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(plant)
    assert "data-push-key" in browser.get("/me/notifications/").content.decode()

    refused = browser.post("/me/notifications/", "{}", content_type="application/json")
    assert refused.status_code == 422
    with acting(plant.member()):
        assert not ContactPath.objects.filter(kind="webpush").exists()
