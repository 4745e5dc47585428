"""The pages of obligations, as members and holders of links use them."""

import pytest
from django.test import Client
from django.urls import reverse

from lienket.circles.models import Membership
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.models import Duty, Obligation, Occurrence
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import Define, occurrence_of, owed
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import consult
from tests.cast import NOON, Unit, signed_in


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask for the time themselves."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def occurrence(define: Define, plant: Unit) -> Occurrence:
    define()
    actions.open_due(now=NOON)
    return occurrence_of(plant)


def page(unit: Unit, name: str, *ids: object, status: int = 200) -> str:
    response = signed_in(unit).get(reverse(f"obligations:{name}", args=ids))
    assert response.status_code == status
    return str(response.content.decode())


def test_the_register_says_who_owes_what_to_whom_and_how_it_stands(
    occurrence: Occurrence, in_force: Regulation, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    text = page(plant, "list", in_force.circle_id)

    assert "Tổng hợp an ninh, trật tự tuần" in text
    assert "hằng tuần, thứ Sáu, trước 16:00" in text
    assert "Plant → Fire" in text
    assert "Đang mở" in text
    # The third one reads what is agreed, and not how it goes between the two.
    assert "giữa các bên khác" in page(commune, "list", in_force.circle_id)
    page(outsider, "list", in_force.circle_id, status=404)


def test_filters_show_what_is_ours(
    occurrence: Occurrence, in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    address = reverse("obligations:list", args=[in_force.circle_id])

    for unit, show, there in (
        (plant, "ours", True),
        (fire_service, "ours", False),
        (fire_service, "to_us", True),
        (plant, "late", False),
    ):
        text = signed_in(unit).get(address, {"show": show}).content.decode()
        assert ("Tổng hợp an ninh" in text) is there


def test_handing_in_returning_and_confirming_go_through_the_page(
    occurrence: Occurrence, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    ours, theirs = signed_in(plant), signed_in(fire_service)
    address = reverse("obligations:occurrence", args=[occurrence.id])
    refused = ours.post(f"{address}fulfilments/", {"text": ""})
    assert refused.status_code == 422
    assert "Ghi việc đã làm" in refused.content.decode()

    ours.post(f"{address}fulfilments/", {"text": "", "nothing": "1"})
    assert "Ký xác nhận không xảy ra" in theirs.get(address).content.decode()
    theirs.post(f"{address}return/", {"reason": "Thiếu số liệu tuần tra"})
    assert "Thiếu số liệu tuần tra" in ours.get(address).content.decode()
    ours.post(f"{address}fulfilments/", {"text": "Đủ số liệu"})
    theirs.post(f"{address}confirmation/")
    assert "Đã xác nhận" in ours.get(address).content.decode()
    assert signed_in(commune).get(address).status_code == 404


def test_an_obligation_is_written_down_with_choices_and_shows_its_next_days(
    in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    address = reverse("obligations:define", args=[in_force.id])
    said = {
        "code": "N13", "title": "Kiểm tra hành lang", "clause_key": "d2.k1",
        "responsible": ["A"], "counterparts": ["B"], "how": "monthly", "at": "17:00",
        "month_day": "25", "times": "1", "moves": "stay", "proof": "photo",
        "urgency": "normal", "remind_hours": "72", "grace_hours": "0",
    }  # fmt: skip
    ours = signed_in(plant)
    preview = ours.post(reverse("obligations:preview", args=[in_force.id]), said)
    assert "hằng tháng, ngày 25, trước 17:00" in preview.content.decode()
    assert "25/12/2026" in preview.content.decode()

    never = ours.post(address, {**said, "how": "yearly", "month": "2", "month_day": "30"})
    assert never.status_code == 422
    assert "không bao giờ đến hạn" in never.content.decode()
    assert ours.post(address, said).status_code == 302
    with acting(plant.member()):
        made = Obligation.objects.get()
    assert "Kiểm tra hành lang" in page(fire_service, "obligation", made.id)
    change = ours.get(reverse("obligations:change", args=[made.id])).content.decode()
    assert 'value="25"' in change
    # Only the keeper writes.
    assert signed_in(fire_service).get(address).status_code == 403


def test_what_is_owed_and_what_waits_for_a_word_stand_on_the_page_of_today(
    occurrence: Occurrence, plant: Unit, fire_service: Unit
) -> None:
    assert "Nghĩa vụ N06" in signed_in(plant).get("/").content.decode()
    by = plant.member()
    with acting(by):
        actions.fulfil(occurrence_id=occurrence.id, text="Đã gửi", by=by, now=NOON)

    assert "Nghĩa vụ N06" not in signed_in(plant).get("/").content.decode()
    assert "Đã nộp · N06" in signed_in(fire_service).get("/").content.decode()


def test_whoever_holds_the_link_signs_that_nothing_happened(
    occurrence: Occurrence, plant: Unit
) -> None:
    with acting(plant.member()):
        due = occurrence.due_at
    escalation.escalate_overdue(now=due)
    with acting(plant.member()):
        message = Message.objects.filter(organization_id=plant.id, envelope__kind="duty").get()
    address = f"/l/{links.token(message.id)}/"

    assert "Tổng hợp an ninh" in Client().get(address).content.decode()
    Client().post(address, {"text": "", "nothing": "1"})
    with acting(plant.member()):
        occurrence.refresh_from_db()
    assert occurrence.nothing_to_report


def test_the_first_link_still_leads_to_a_duty_that_was_returned(
    occurrence: Occurrence, plant: Unit, fire_service: Unit
) -> None:
    with acting(plant.member()):
        due = occurrence.due_at
    escalation.escalate_overdue(now=due)
    by, other = plant.member(), fire_service.member()
    with acting(by):
        message = Message.objects.filter(organization_id=plant.id, envelope__kind="duty").get()
        actions.fulfil(occurrence_id=occurrence.id, text="Phiếu tuần", by=by, now=due)
    with acting(other):
        actions.return_(occurrence_id=occurrence.id, reason="Thiếu ảnh", by=other, now=due)
    page = Client().get(f"/l/{links.token(message.id)}/").content.decode()
    assert "Tổng hợp an ninh" in page
    assert 'name="text"' in page


def test_an_obligation_is_not_ended_by_one_press_and_without_a_reason(
    occurrence: Occurrence, plant: Unit, fire_service: Unit
) -> None:
    with acting(plant.member()):
        obligation = queries.obligation_of(occurrence)
    address = f"/obligations/{obligation.id}/ending/"
    keeper = signed_in(plant)
    assert keeper.post(address).status_code != 302
    assert keeper.post(address, {"reason": "Đã chuyển sang N12"}).status_code == 302
    page = signed_in(fire_service).get(f"/obligations/{obligation.id}/").content.decode()
    assert "Đã chuyển sang N12" in page


def test_an_obligation_is_taken_out_of_a_draft_once_one_is_asked(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        made = actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    address = reverse("obligations:removal", args=[made.id])
    assert address in page(plant, "obligation", made.id)
    page(fire_service, "obligation", made.id, status=404)
    consult(regulation, plant)
    assert address not in page(fire_service, "obligation", made.id)
    assert signed_in(fire_service).post(address).status_code == 403

    assert "Xóa nghĩa vụ" in signed_in(plant).get(address).content.decode()
    assert signed_in(plant).post(address).status_code == 302
    page(plant, "obligation", made.id, status=404)


def test_what_is_in_force_offers_to_be_ended_and_not_to_be_removed(
    define: Define, plant: Unit
) -> None:
    made = define()
    address = reverse("obligations:removal", args=[made.id])
    assert address not in page(plant, "obligation", made.id)
    assert signed_in(plant).post(address).status_code == 409


def test_an_observer_is_not_offered_to_report_an_event(
    define: Define, plant: Unit, commune: Unit
) -> None:
    made = define(Cadence("event", amount=24), counterparts=[])
    with acting(plant.member()):
        duty = Duty.objects.get()
        Membership.objects.filter(organization_id=commune.id).update(role="observer")
    address = reverse("obligations:event", args=[duty.id])
    assert address in page(plant, "obligation", made.id)
    assert address not in page(commune, "obligation", made.id)


def test_a_rule_however_it_is_written_breaks_no_page(
    define: Define, in_force: Regulation, plant: Unit
) -> None:
    made = define(Cadence("calendar", rrule="RRULE:freq=weekly;byday=fr", at="16:00"))

    for name, of in (("list", in_force.circle_id), ("obligation", made.id), ("change", made.id)):
        assert page(plant, name, of)
    assert "hằng tuần, thứ Sáu, trước 16:00" in page(plant, "list", in_force.circle_id)
