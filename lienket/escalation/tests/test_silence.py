"""Silence escalates, an answer stops it."""

from datetime import datetime, timedelta

import pytest

from lienket.circles.models import Circle, Membership
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.escalation import actions as escalation
from lienket.escalation.actions import steps
from lienket.escalation.models import Ask, Escalation, WatchRound
from lienket.escalation.rules import Step, To
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_circle, make_unit

MINUTE = timedelta(minutes=1)
PLAN = [Step(10, To.DUTY), Step(20, To.HEAD), Step(30, To.SUPERIOR)]


@pytest.fixture
def ask(circle: Circle, dispatcher: Member, fire_service: Unit) -> int:
    """The plant asks the fire service something, to be answered within 20 minutes."""
    with acting(dispatcher):
        envelope = Envelope.objects.create(
            circle=circle,
            organization_id=dispatcher.organization_id,
            kind="urgent_notice",
            reference="TK-2026-001",
            urgency=Urgency.URGENT,
            sent_at=NOON,
            due_at=NOON + 20 * MINUTE,
        )
        asks = escalation.ask(
            envelope=envelope,
            organization_ids=[fire_service.id],
            plan=PLAN,
            due_at=NOON + 20 * MINUTE,
            now=NOON,
        )
    return asks[fire_service.id]


def told(circle: Circle) -> list[tuple[int, str]]:
    """Whom messages were queued to, and what for."""
    with acting(Engine(circles=(circle.id,))):
        return list(Message.objects.order_by("id").values_list("organization_id", "purpose"))


def test_nothing_happens_before_the_first_step_is_due(circle: Circle, ask: int) -> None:
    assert escalation.escalate_overdue(now=NOON + 9 * MINUTE) == 0
    assert told(circle) == []


def test_each_step_is_taken_once_and_in_its_time(
    circle: Circle, ask: int, fire_service: Unit, plant: Unit
) -> None:
    assert escalation.escalate_overdue(now=NOON + 10 * MINUTE) == 1
    assert escalation.escalate_overdue(now=NOON + 10 * MINUTE) == 0
    assert told(circle) == [(fire_service.id, "reminder")]

    escalation.escalate_overdue(now=NOON + 20 * MINUTE)
    escalation.escalate_overdue(now=NOON + 30 * MINUTE)
    # At the end of the plan the asker hears of the silence.
    assert told(circle)[-2:] == [(fire_service.id, "reminder"), (plant.id, "escalation")]
    with acting(Engine(circles=(circle.id,))):
        assert Ask.objects.get(id=ask).escalate_at is None
        assert list(Escalation.objects.order_by("step").values_list("to", flat=True)) == [
            "duty",
            "head",
            "superior",
        ]


def test_after_an_outage_the_steps_follow_one_another_instead_of_bursting(
    circle: Circle, ask: int
) -> None:
    late = NOON + timedelta(hours=5)
    assert escalation.escalate_overdue(now=late) == 1
    assert escalation.escalate_overdue(now=late) == 0
    assert escalation.escalate_overdue(now=late + MINUTE) == 1


def test_a_settled_ask_takes_no_further_step(circle: Circle, ask: int) -> None:
    with acting(Engine(circles=(circle.id,))):
        escalation.settle(ask, now=NOON + MINUTE)

    assert escalation.escalate_overdue(now=NOON + timedelta(days=1)) == 0


def test_silence_climbs_to_the_superior_that_is_in_the_circle(plant: Unit) -> None:
    superior = make_unit("Province")
    silent = make_unit("Division", superior=superior)
    circle = make_circle(plant, silent, superior)
    by = plant.member()
    with acting(by):
        envelope = Envelope.objects.create(
            circle=circle,
            organization=plant.organization,
            kind="notice",
            reference="TB-2026-001",
            urgency=Urgency.URGENT,
            sent_at=NOON,
        )
        escalation.ask(
            envelope=envelope,
            organization_ids=[silent.id],
            plan=[Step(5, To.SUPERIOR)],
            due_at=NOON + 5 * MINUTE,
            now=NOON,
        )

    escalation.escalate_overdue(now=NOON + 5 * MINUTE)

    assert set(told(circle)) == {
        (silent.id, "reminder"),
        (superior.id, "escalation"),
        (plant.id, "escalation"),
    }


def test_later_edits_of_the_plan_do_not_touch_an_open_ask(
    circle: Circle, ask: int, dispatcher: Member
) -> None:
    with acting(dispatcher):
        escalation.set_plan(
            circle_id=circle.id,
            urgency="urgent",
            steps=[Step(1, To.SUPERIOR)],
            by=dispatcher,
            now=NOON,
        )

    assert escalation.escalate_overdue(now=NOON + 5 * MINUTE) == 0


def test_whose_term_has_ended_is_asked_no_more(
    circle: Circle, ask: int, fire_service: Unit
) -> None:
    with acting(Engine(circles=(circle.id,))):
        Membership.objects.filter(organization=fire_service.organization).update(
            valid_to=NOON + MINUTE
        )
    escalation.escalate_overdue(now=NOON + 10 * MINUTE)

    assert told(circle) == []
    with acting(Engine(circles=(circle.id,))):
        assert Ask.objects.get(id=ask).released


def test_the_watchdog_sees_a_step_that_was_not_taken(circle: Circle, ask: int) -> None:
    found = escalation.watch(now=NOON + 15 * MINUTE)

    assert (found.open_asks, found.late_asks) == (1, 1)
    assert found.latest_by_seconds == 5 * 60

    escalation.escalate_overdue(now=NOON + 15 * MINUTE)
    assert escalation.watch(now=NOON + 15 * MINUTE).late_asks == 0
    assert WatchRound.objects.count() == 2


def test_the_watchdog_sees_an_open_ask_that_nobody_will_take_up(circle: Circle, ask: int) -> None:
    with acting(Engine(circles=(circle.id,))):
        Ask.objects.filter(id=ask).update(escalate_at=None)

    found = escalation.watch(now=NOON + 15 * MINUTE)
    assert (found.late_asks, found.latest_by_seconds) == (1, 5 * 60)


def test_a_fault_in_one_circle_stops_no_other_and_stays_visible(
    circle: Circle,
    ask: int,
    plant: Unit,
    commune: Unit,
    dispatcher: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = make_circle(plant, commune)
    by = plant.member()
    with acting(by):
        envelope = Envelope.objects.create(
            circle=other,
            organization_id=plant.id,
            kind="notice",
            reference="TB-2026-001",
            urgency=Urgency.URGENT,
            sent_at=NOON,
        )
        escalation.ask(
            envelope=envelope,
            organization_ids=[commune.id],
            plan=PLAN,
            due_at=NOON + 20 * MINUTE,
            now=NOON,
        )
    climb = steps._climb

    def stumble(circle_id: int, ask_ids: list[int], now: datetime) -> None:
        if circle_id == circle.id:
            raise ZeroDivisionError
        climb(circle_id, ask_ids, now)

    monkeypatch.setattr(steps, "_climb", stumble)
    for minute in range(10, 15):
        escalation.escalate_overdue(now=NOON + minute * MINUTE)

    assert told(circle) == []
    assert told(other) == [(commune.id, "reminder")]
    # It is tried again each minute, and late all the same.
    assert escalation.watch(now=NOON + 14 * MINUTE).late_asks == 1


class TestHasten:
    """Nobody was reached: the next step does not wait for its time, once."""

    def test_the_next_step_is_taken_at_once(
        self, circle: Circle, ask: int, fire_service: Unit
    ) -> None:
        self.hasten(circle, ask, at=1)
        assert escalation.escalate_overdue(now=NOON + MINUTE) == 1

    def test_the_same_failure_hastens_one_step_only(self, circle: Circle, ask: int) -> None:
        for minute in (1, 3):
            self.hasten(circle, ask, at=minute)
            escalation.escalate_overdue(now=NOON + minute * MINUTE)
        with acting(Engine(circles=(circle.id,))):
            assert Escalation.objects.count() == 1

    def test_an_accepted_duty_is_not_hastened(self, circle: Circle, ask: int) -> None:
        with acting(Engine(circles=(circle.id,))):
            escalation.accept(Ask.objects.get(id=ask), now=NOON)
        self.hasten(circle, ask, at=1)
        assert escalation.escalate_overdue(now=NOON + MINUTE) == 0

    def hasten(self, circle: Circle, ask: int, *, at: int) -> None:
        with acting(Engine(circles=(circle.id,))):
            one = Ask.objects.get(id=ask)
            escalation.hasten(
                one.envelope_id, one.organization_id, tried_at=NOON, now=NOON + at * MINUTE
            )
