"""The page of one bulletin: opening it, the reach table, threads, calls, withdrawing, the slip."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.escalation.models import Ask
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Acknowledgement, Bulletin, Call, Opening, Receipt, Reply
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations.models import Appointment
from tests.cast import Unit, make_circle, make_unit

THEFT = Draft(
    kind="urgent_notice",
    urgency="urgent",
    title="Cắt trộm cáp tại trạm 110 kV",
    body="Hai người lạ mặt rời đi theo hướng đường 12. <script>alert(1)</script>",
    required_action="answer",
)
NOW = timezone.now()


def issue(circle: Circle, by: Member, draft: Draft = THEFT) -> Bulletin:
    with acting(by):
        return actions.issue_bulletin(
            circle_id=circle.id, draft=draft, by=by, now=NOW - timedelta(minutes=5)
        )


def receipt_of(bulletin: Bulletin, unit: Unit) -> Receipt:
    with acting(unit.member(NOW)):
        return Receipt.objects.get(bulletin=bulletin, organization_id=unit.id)


@pytest.fixture
def bulletin(circle: Circle, dispatcher: Member) -> Bulletin:
    return issue(circle, dispatcher)


@pytest.fixture
def page(bulletin: Bulletin) -> str:
    return reverse("exchange:bulletin", args=[bulletin.id])


def test_the_text_is_shown_as_text(client: Client, fire_service: Unit, page: str) -> None:
    client.force_login(fire_service.account)

    html = client.get(page).content.decode()

    assert "theo hướng đường 12" in html
    assert "<script>alert" not in html


def test_opening_the_page_is_recorded_once(client: Client, fire_service: Unit, page: str) -> None:
    client.force_login(fire_service.account)

    client.get(page)
    client.get(page)

    with acting(fire_service.member(NOW)):
        assert Opening.objects.get().via == "page"


def test_an_outsider_does_not_find_the_page_or_its_parts(
    client: Client, outsider: Unit, bulletin: Bulletin
) -> None:
    client.force_login(outsider.account)

    for name in ("bulletin", "reach", "bulletin_replies", "slip", "withdrawal"):
        assert client.get(reverse(f"exchange:{name}", args=[bulletin.id])).status_code == 404


def test_whoever_may_only_read_is_offered_no_button(
    client: Client, fire_service: Unit, bulletin: Bulletin, page: str
) -> None:
    with acting(fire_service.member(NOW)):
        Appointment.objects.filter(id=fire_service.appointment_id).update(rights=[])
    client.force_login(fire_service.account)
    answer = reverse("exchange:acknowledgement", args=[receipt_of(bulletin, fire_service).id])

    assert answer not in client.get(page).content.decode()
    client.post(answer, {"fact": "received"})
    with acting(fire_service.member(NOW)):
        assert not Acknowledgement.objects.exists()


def test_a_doubtful_note_is_asked_about_without_scripts_too(
    client: Client, circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    theft = issue(circle, dispatcher, replace(THEFT, required_action="acknowledge"))
    answer = reverse("exchange:acknowledgement", args=[receipt_of(theft, fire_service).id])
    note = {"fact": "received", "note": "Văn bản (MẬT)"}
    client.force_login(fire_service.account)

    asked = client.post(answer, note)

    assert asked.status_code == 422
    page = asked.content.decode()
    assert re.search(r'<input[^>]*type="checkbox"[^>]*name="not_secret"', page)
    assert note["note"] in page
    client.post(answer, note | {"not_secret": "on"})
    with acting(fire_service.member(NOW)):
        assert Acknowledgement.objects.get().note == note["note"]


def test_a_reply_answers_and_appears_in_the_thread(
    client: Client, fire_service: Unit, bulletin: Bulletin, page: str
) -> None:
    client.force_login(fire_service.account)
    thread = reverse("exchange:replies", args=[receipt_of(bulletin, fire_service).id])

    assert client.post(thread, {"text": "Đã cử tổ công tác."}).headers["Location"] == page

    assert "Đã cử tổ công tác." in client.get(page).content.decode()
    with acting(fire_service.member(NOW)):
        assert Acknowledgement.objects.get().fact == "answered"


def test_a_secrecy_stamp_in_a_reply_is_refused_beside_the_text(
    client: Client, fire_service: Unit, bulletin: Bulletin
) -> None:
    client.force_login(fire_service.account)
    thread = reverse("exchange:replies", args=[receipt_of(bulletin, fire_service).id])

    response = client.post(thread, {"text": "TỐI MẬT\nDanh sách"})

    assert response.status_code == 422
    assert "Danh sách" in response.content.decode()
    with acting(fire_service.member(NOW)):
        assert not Reply.objects.exists()


def test_others_do_not_write_into_a_thread(
    client: Client, commune: Unit, fire_service: Unit, bulletin: Bulletin
) -> None:
    client.force_login(commune.account)
    receipt = receipt_of(bulletin, fire_service)

    for name in ("replies", "calls"):
        assert client.get(reverse(f"exchange:{name}", args=[receipt.id])).status_code == 403


def test_the_issuer_records_a_call_and_answers_on_behalf(
    client: Client, plant: Unit, fire_service: Unit, bulletin: Bulletin, page: str
) -> None:
    client.force_login(plant.account)
    form = {
        "called_at": f"{timezone.localtime(NOW - timedelta(minutes=2)):%Y-%m-%dT%H:%M}",
        "reached": "yes",
        "spoke_with": "Trực ban",
        "words": "Đã nhận, đang cho xe xuất phát",
        "fact": "received",
    }

    response = client.post(
        reverse("exchange:calls", args=[receipt_of(bulletin, fire_service).id]), form
    )

    assert response.headers["Location"] == page
    with acting(plant.member(NOW)):
        assert Call.objects.get().spoke_with == "Trực ban"
        assert Acknowledgement.objects.get().via == "call"
    assert "đang cho xe xuất phát" in client.get(page).content.decode()


def test_the_issuer_may_write_first(
    client: Client, plant: Unit, fire_service: Unit, commune: Unit, bulletin: Bulletin, page: str
) -> None:
    thread = reverse("exchange:replies", args=[receipt_of(bulletin, fire_service).id])

    client.force_login(plant.account)
    assert thread in client.get(page).content.decode()
    client.force_login(commune.account)
    assert thread not in client.get(page).content.decode()


def test_organizations_stand_in_vietnamese_order(client: Client, db: None) -> None:
    chair = make_unit("Chair")
    names = ["Dân phòng", "Đội Cảnh sát", "Đồn Công an", "Em"]
    bulletin = issue(make_circle(chair, *map(make_unit, reversed(names))), chair.member())
    client.force_login(chair.account)

    rows = client.get(reverse("exchange:reach", args=[bulletin.id])).context["rows"]

    assert [row.receipt.organization.name for row in rows] == names


def test_an_answer_on_another_day_says_which(
    client: Client, plant: Unit, fire_service: Unit, bulletin: Bulletin
) -> None:
    by, receipt = fire_service.member(NOW), receipt_of(bulletin, fire_service)
    at = timezone.localtime(NOW).replace(hour=12, minute=0) + timedelta(days=1)
    with acting(by):
        actions.acknowledge(receipt_id=receipt.id, by=by, now=at)
    client.force_login(plant.account)

    html = client.get(reverse("exchange:reach", args=[bulletin.id])).content.decode()

    assert f"12:00 {at:%d/%m}</time>" in html


def test_when_all_steps_are_taken_the_row_says_so(
    client: Client, plant: Unit, bulletin: Bulletin, dispatcher: Member
) -> None:
    reach = reverse("exchange:reach", args=[bulletin.id])
    client.force_login(plant.account)
    assert not any(row.out_of_steps for row in client.get(reach).context["rows"])

    with acting(dispatcher):
        Ask.objects.update(escalate_at=None)

    assert all(row.out_of_steps for row in client.get(reach).context["rows"])


def test_reading_by_an_email_link_cannot_be_known(
    client: Client, plant: Unit, bulletin: Bulletin, dispatcher: Member
) -> None:
    reach = reverse("exchange:reach", args=[bulletin.id])
    client.force_login(plant.account)
    assert not any(row.perhaps_read for row in client.get(reach).context["rows"])

    with acting(dispatcher):
        Message.objects.update(sent_at=NOW, state="sent", channel="email")

    assert all(row.perhaps_read for row in client.get(reach).context["rows"])


def test_a_call_in_the_future_is_refused_at_its_field(
    client: Client, plant: Unit, fire_service: Unit, bulletin: Bulletin
) -> None:
    client.force_login(plant.account)
    calls = reverse("exchange:calls", args=[receipt_of(bulletin, fire_service).id])

    response = client.post(calls, {"called_at": "2999-01-01T10:00", "reached": "no"})

    assert response.status_code == 422
    assert "called_at" in response.context["form"].errors


def test_the_issuer_withdraws_with_a_reason_that_everybody_reads(
    client: Client, plant: Unit, fire_service: Unit, bulletin: Bulletin, page: str
) -> None:
    client.force_login(plant.account)

    client.post(reverse("exchange:withdrawal", args=[bulletin.id]), {"reason": "Báo nhầm cột"})

    client.force_login(fire_service.account)
    html = client.get(page).content.decode()
    assert "Báo nhầm cột" in html
    assert "my-receipt" not in html


def test_nobody_else_withdraws(client: Client, fire_service: Unit, bulletin: Bulletin) -> None:
    client.force_login(fire_service.account)
    withdrawal = reverse("exchange:withdrawal", args=[bulletin.id])

    assert client.get(withdrawal).status_code == 403
    assert client.post(withdrawal, {"reason": "x"}).status_code == 403


def test_the_slip_carries_the_number_and_a_code_to_the_page(
    client: Client, plant: Unit, bulletin: Bulletin
) -> None:
    client.force_login(plant.account)

    html = client.get(reverse("exchange:slip", args=[bulletin.id])).content.decode()

    assert bulletin.number in html
    assert "data:image/svg+xml" in html


def test_the_slip_ticks_who_has_answered_already(
    client: Client, plant: Unit, fire_service: Unit, bulletin: Bulletin
) -> None:
    by = fire_service.member(NOW)
    with acting(by):
        receipt = Receipt.objects.get(bulletin=bulletin, organization_id=by.organization_id)
        actions.acknowledge(
            receipt_id=receipt.id, by=by, now=NOW, fact="answered", note="Đang cho xe xuất phát"
        )
    client.force_login(plant.account)

    html = client.get(reverse("exchange:slip", args=[bulletin.id])).content.decode()

    assert (html.count("☑"), html.count("☐")) == (1, 1)
    assert "Đang cho xe xuất phát" in html


def test_more_organizations_do_not_cost_more_queries(client: Client, db: None) -> None:
    counts = []
    for size in (3, 20):
        chair = make_unit(f"Chair{size}")
        others = [make_unit(f"Unit{size}x{number}") for number in range(size)]
        shown = issue(make_circle(chair, *others), chair.member())
        for unit in others:
            by = unit.member(NOW)
            with acting(by):
                receipt = Receipt.objects.get(bulletin=shown, organization_id=unit.id)
                actions.reply(receipt_id=receipt.id, by=by, now=NOW, text="Đã rõ.")
        client.force_login(chair.account)
        address = reverse("exchange:bulletin", args=[shown.id])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
