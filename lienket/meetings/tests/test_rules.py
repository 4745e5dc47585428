"""Days around a meeting, at any distance from it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lienket.escalation.rules import Step, To, built_in_plan
from lienket.meetings import rules
from tests.cast import NOON

AHEAD = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=400))


@given(AHEAD)
def test_answers_are_due_after_now_and_before_the_meeting(ahead: timedelta) -> None:
    due_at = rules.answer_by(NOON, NOON + ahead)
    assert NOON < due_at < NOON + ahead
    assert NOON + ahead - due_at <= rules.ANSWER_BEFORE


@given(AHEAD)
def test_reminders_are_not_in_the_past(ahead: timedelta) -> None:
    at = rules.remind_at(NOON, NOON + ahead)
    assert at is None or NOON < at < NOON + ahead


@given(AHEAD, st.integers(min_value=1, max_value=60 * 24 * 30))
def test_no_step_is_taken_once_the_meeting_has_begun(ahead: timedelta, within: int) -> None:
    steps = rules.until(built_in_plan(within), NOON, NOON + ahead)
    assert all(NOON + timedelta(minutes=step.after) < NOON + ahead for step in steps)


def test_steps_before_the_meeting_stay() -> None:
    plan = [Step(10, To.DUTY), Step(90, To.HEAD)]
    assert rules.until(plan, NOON, NOON + timedelta(hours=1)) == plan[:1]
