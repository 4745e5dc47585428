"""What a signed link opens: one button, no sign-in, nothing recorded by opening it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Acknowledgement, Bulletin, Opening, Reply
from lienket.exchange.views import links as views
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import Unit

NOW = timezone.now()
THEFT = Draft(
    kind="urgent_notice",
    urgency="urgent",
    title="Cắt trộm cáp tại trạm 110 kV",
    body="Hai người lạ mặt.",
    required_action="answer",
)


@pytest.fixture
def bulletin(circle: Circle, dispatcher: Member) -> Bulletin:
    with acting(dispatcher):
        return actions.issue_bulletin(
            circle_id=circle.id, draft=THEFT, by=dispatcher, now=NOW - timedelta(hours=3)
        )


@pytest.fixture
def token(bulletin: Bulletin, dispatcher: Member, fire_service: Unit) -> str:
    """Of the fire service's first message."""
    with acting(dispatcher):
        return links.token(Message.objects.get(organization_id=fire_service.id).id)


def open_link(client: Client, token: str) -> str:
    return client.get(reverse("exchange:link", args=[token])).content.decode()


def test_opening_the_link_shows_the_bulletin_and_records_nothing(
    client: Client, token: str, chief: Member
) -> None:
    assert "Hai người lạ mặt." in open_link(client, token)

    with acting(chief):
        assert not Opening.objects.exists()
        assert not Acknowledgement.objects.exists()


def test_the_button_confirms_without_sign_in_or_cookie(token: str, chief: Member) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(
        reverse("exchange:link_acknowledgement", args=[token]), {"fact": "received"}
    )

    assert response.headers["Location"] == reverse("exchange:link", args=[token])
    with acting(chief):
        assert Acknowledgement.objects.get().via == "link"
        assert Opening.objects.get().via == "link"


def test_an_answer_is_written_through_the_link(client: Client, token: str, chief: Member) -> None:
    client.post(reverse("exchange:link_reply", args=[token]), {"text": "Đã cử tổ công tác."})

    with acting(chief):
        assert Reply.objects.get().organization_id == chief.organization_id
        assert Opening.objects.get().via == "link"
    assert "Đã cử tổ công tác." in open_link(client, token)


def test_whoever_writes_is_told_how_many_read_it(client: Client, token: str) -> None:
    assert "(3 " in open_link(client, token)


def test_a_withdrawn_bulletin_has_no_button(
    client: Client, token: str, bulletin: Bulletin, dispatcher: Member
) -> None:
    with acting(dispatcher):
        actions.withdraw_bulletin(
            bulletin_id=bulletin.id, reason="Báo nhầm", by=dispatcher, now=NOW
        )

    html = open_link(client, token)

    assert "Báo nhầm" in html
    assert "my-receipt" not in html
    late = client.post(reverse("exchange:link_acknowledgement", args=[token]), {"fact": "received"})
    assert late.status_code == 422


def test_who_is_told_of_a_silence_reads_nothing_of_the_content(
    client: Client, bulletin: Bulletin, dispatcher: Member, plant: Unit
) -> None:
    for minutes in (31, 61, 91, 121):
        escalation.escalate_overdue(now=NOW - timedelta(hours=3) + timedelta(minutes=minutes))
    with acting(dispatcher):
        told = Message.objects.get(purpose="escalation", organization_id=plant.id)

    html = open_link(client, links.token(told.id))

    assert bulletin.number in html
    assert "Commune" in html
    assert "Hai người lạ mặt." not in html


@pytest.mark.parametrize("token", ["x", "1-forged", "zzzz-" + "A" * 43])
def test_a_forged_link_says_so_and_no_more(client: Client, db: None, token: str) -> None:
    response = client.get(reverse("exchange:link", args=[token]))

    assert response.status_code == 404
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_too_many_forged_links_are_refused(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "WRONG_LINKS", 3)
    monkeypatch.setattr(views, "WITHIN_SECONDS", 10**9)
    address = reverse("exchange:link", args=["1-forged"])

    answers = [client.get(address) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert "Retry-After" in answers[3].headers
