"""Days, and how a petition stands."""

from datetime import date, timedelta

from lienket.petitions import rules
from tests.cast import NOON


def test_an_answer_is_due_on_a_working_day() -> None:
    assert rules.due_day(date(2026, 11, 20)) == date(2026, 12, 7)  # the 5th is a Saturday
    assert rules.due_day(date(2026, 11, 24)) == date(2026, 12, 9)


def test_a_petition_is_open_then_overdue_then_answered() -> None:
    due, later = NOON + timedelta(days=15), NOON + timedelta(days=16)

    def state(now: object, **facts: object) -> str:
        facts = {"answered_at": None, "withdrawn_at": None} | facts
        return rules.state_of(due_at=due, now=now, **facts)  # type: ignore[arg-type]

    assert state(NOON) == "open"
    assert state(later) == "overdue"
    assert state(later, answered_at=NOON) == "answered"
    assert state(later, answered_at=NOON, withdrawn_at=NOON) == "withdrawn"


def test_nothing_counted_has_no_share() -> None:
    assert rules.percent(0, 0) is None
    assert rules.percent(2, 3) == 66
