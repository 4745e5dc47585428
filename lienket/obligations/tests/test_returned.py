"""What was sent back, and which of several times it is: said wherever somebody looks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.models import Occurrence
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import Define, occurrence_of, owed
from lienket.regulations.models import Regulation
from tests.cast import NOON, Unit, signed_in

RETURNED = "Bị trả lại, nộp lại"
REASON = "Thiếu số liệu tuần tra"
SHIFTS = Cadence("shift", starts=("06:00", "14:00", "22:00"))


class Clock:
    now = NOON


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Pages ask for the time themselves."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def occurrence(define: Define, plant: Unit) -> Occurrence:
    define()
    actions.open_due(now=NOON)
    return occurrence_of(plant)


def text_of(unit: Unit, address: str) -> str:
    return signed_in(unit).get(address).content.decode()


def page(unit: Unit, name: str, one: int) -> str:
    return text_of(unit, reverse(f"obligations:{name}", args=[one]))


def send_back(occurrence: Occurrence, plant: Unit, fire_service: Unit) -> None:
    address = reverse("obligations:occurrence", args=[occurrence.id])
    signed_in(plant).post(f"{address}fulfilments/", {"text": "Đã gửi"})
    signed_in(fire_service).post(f"{address}return/", {"reason": REASON})


def test_what_was_sent_back_says_so_and_why_wherever_it_stands(
    occurrence: Occurrence, in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    with acting(plant.member()):
        obligation = queries.obligation_of(occurrence)
    send_back(occurrence, plant, fire_service)

    for text in (
        text_of(plant, "/"),
        page(plant, "list", in_force.circle_id),
        page(plant, "obligation", obligation.id),
        page(plant, "occurrence", occurrence.id),
        page(fire_service, "list", in_force.circle_id),
    ):
        assert RETURNED in text
        assert REASON in text
        assert "Sắp đến hạn" not in text
    assert REASON in page(plant, "occurrences", in_force.circle_id)

    address = reverse("obligations:occurrence", args=[occurrence.id])
    signed_in(plant).post(f"{address}fulfilments/", {"text": "Đủ số liệu"})
    assert RETURNED not in page(plant, "occurrence", occurrence.id)
    assert REASON not in page(plant, "list", in_force.circle_id)


def test_what_was_sent_back_and_is_late_by_now_says_both(
    occurrence: Occurrence, in_force: Regulation, plant: Unit, fire_service: Unit, clock: Clock
) -> None:
    send_back(occurrence, plant, fire_service)
    clock.now = NOON + timedelta(days=40)

    text = page(plant, "list", in_force.circle_id)
    assert "Trễ" in text
    assert REASON in text


def test_the_letter_of_what_was_sent_back_says_why(
    occurrence: Occurrence, plant: Unit, fire_service: Unit
) -> None:
    send_back(occurrence, plant, fire_service)
    escalation.escalate_overdue(now=NOON + timedelta(days=40))

    with acting(plant.member()):
        sent = Message.objects.filter(organization_id=plant.id, envelope__kind="duty")
        message = sent.latest("id")
    assert REASON in Client().get(f"/l/{links.token(message.id)}/").content.decode()


def test_a_shift_is_named_wherever_it_is_owed(
    define: Define, in_force: Regulation, plant: Unit, fire_service: Unit, clock: Clock
) -> None:
    made = define(SHIFTS)
    clock.now = NOON + timedelta(hours=12)
    actions.open_due(now=clock.now)

    with acting(plant.member()):
        shifts = list(queries.occurrences_for(plant.member()).order_by("due_at"))
    named = ["Ca 1 (06:00–14:00)", "Ca 2 (14:00–22:00)", "Ca 3 (22:00–06:00)"]
    told = page(plant, "obligation", made.id)
    assert len(shifts) > 1
    for shift in shifts:
        (name,) = (one for one in named if one in page(plant, "occurrence", shift.id))
        assert name in told
        assert name in text_of(plant, "/")
        assert name in page(fire_service, "list", in_force.circle_id)
    assert "Ca 1" not in page(plant, "obligation", define(code="N07").id)


def test_a_shift_of_earlier_hours_is_not_called_by_the_present_ones(
    define: Define, plant: Unit
) -> None:
    made = define(SHIFTS)
    actions.open_due(now=NOON)
    before, by = occurrence_of(plant), plant.member()
    with acting(by):
        changed = owed(Cadence("shift", starts=("07:00", "19:00")))
        actions.change(obligation_id=made.id, draft=changed, by=by, now=NOON)

    assert "Ca " not in page(plant, "occurrence", before.id)


def test_what_lies_between_others_is_told_apart_from_what_is_not_due_yet(
    define: Define, plant: Unit, commune: Unit
) -> None:
    made = define()
    between, not_yet = "Việc giữa các bên khác", "Chưa đến hạn lần nào."
    ours, theirs = page(plant, "obligation", made.id), page(commune, "obligation", made.id)
    assert not_yet in ours
    assert between not in ours
    assert between in theirs
    assert not_yet not in theirs


def test_a_draft_owes_nothing_before_it_is_signed(regulation: Regulation, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        made = actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    assert "chưa phát sinh trước khi quy chế được ký" in page(plant, "obligation", made.id)
    register = page(plant, "of_regulation", regulation.id)
    assert "khi được ký" in register
    assert "giữa các bên khác" not in register
