"""The page of today: what waits for my organization, and answering it in place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Acknowledgement, Receipt
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import Unit

THEFT = Draft(kind="urgent_notice", urgency="urgent", title="Cắt trộm cáp tại trạm 110 kV")
NOW = timezone.now()


@pytest.fixture
def receipt(circle: Circle, dispatcher: Member, fire_service: Unit) -> Receipt:
    """The fire service's copy of a notice that the plant has just issued."""
    with acting(dispatcher):
        bulletin = actions.issue_bulletin(
            circle_id=circle.id, draft=THEFT, by=dispatcher, now=NOW - timedelta(minutes=5)
        )
        return Receipt.objects.get(bulletin=bulletin, organization_id=fire_service.id)


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client: Client, db: None) -> None:
    response = client.get(reverse("exchange:today"))

    assert response.headers["Location"].startswith("/accounts/login/")


def test_nothing_waits_for_an_organization_without_notices(
    client: Client, fire_service: Unit
) -> None:
    client.force_login(fire_service.account)

    assert "circle-check" in client.get(reverse("exchange:today")).content.decode()


def test_a_notice_waits_with_the_button_that_answers_it(
    client: Client, fire_service: Unit, receipt: Receipt
) -> None:
    client.force_login(fire_service.account)

    html = client.get(reverse("exchange:today")).content.decode()

    assert THEFT.title in html
    assert reverse("exchange:acknowledgement", args=[receipt.id]) in html


def test_the_button_answers_and_leads_back_to_today(
    client: Client, fire_service: Unit, receipt: Receipt
) -> None:
    client.force_login(fire_service.account)

    response = client.post(
        reverse("exchange:acknowledgement", args=[receipt.id]),
        {"fact": "received", "back": "today"},
    )

    assert response.headers["Location"] == reverse("exchange:today")
    with acting(fire_service.member(timezone.now())):
        assert Acknowledgement.objects.get().receipt_id == receipt.id
    assert THEFT.title not in client.get(reverse("exchange:today")).content.decode()


def test_with_scripts_the_button_changes_only_its_own_row(
    client: Client, fire_service: Unit, receipt: Receipt
) -> None:
    client.force_login(fire_service.account)

    html = client.post(
        reverse("exchange:acknowledgement", args=[receipt.id]),
        {"fact": "received"},
        headers={"HX-Request": "true", "HX-Target": f"receipt-{receipt.id}"},
    ).content.decode()

    assert html.strip().startswith("<li")
    assert "<button" not in html


def test_the_issuer_sees_who_has_not_answered(
    client: Client, plant: Unit, receipt: Receipt
) -> None:
    client.force_login(plant.account)

    html = client.get(reverse("exchange:today")).content.decode()

    assert "TK-" in html
    assert "0/2" in html


def test_the_most_urgent_of_what_others_owe_stands_first(
    client: Client, circle: Circle, plant: Unit, dispatcher: Member, receipt: Receipt
) -> None:
    burning = replace(
        THEFT, urgency="immediate", title="Cháy kho hoá chất", ack_within_minutes=1440
    )
    with acting(dispatcher):
        actions.issue_bulletin(circle_id=circle.id, draft=burning, by=dispatcher, now=NOW)
    client.force_login(plant.account)

    html = client.get(reverse("exchange:today")).content.decode()

    assert html.index(burning.title) < html.index(THEFT.title)
    assert "urgency-flash" in html


def test_an_outsider_sees_nothing_of_it(client: Client, outsider: Unit, receipt: Receipt) -> None:
    client.force_login(outsider.account)

    assert THEFT.title not in client.get(reverse("exchange:today")).content.decode()
    answer = reverse("exchange:acknowledgement", args=[receipt.id])
    assert client.post(answer, {"fact": "received"}).status_code == 404
