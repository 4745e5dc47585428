"""Days, and how a petition stands. Plain Python."""

from datetime import date, datetime, timedelta

from lienket.obligations.rules.days import move

#: What a number begins with: kiến nghị.
PREFIX = "KN"
#: An answer is due so many days after the question, unless the asker names another day.
DAYS = 15
LONGEST_DAYS = 180
#: A returned answer is to be given again within so many days.
AGAIN_DAYS = 7


def due_day(today: date, days: int = DAYS) -> date:
    """The working day by which an answer is due when nobody names one."""
    return move(today + timedelta(days=days), "next")


def state_of(
    *, due_at: datetime, answered_at: datetime | None, withdrawn_at: datetime | None, now: datetime
) -> str:
    """How a petition stands at `now`: withdrawn, answered, overdue or open."""
    if withdrawn_at:
        return "withdrawn"
    if answered_at:
        return "answered"
    return "overdue" if now > due_at else "open"


def percent(part: int, whole: int) -> int | None:
    """The share in per cent, rounded down; None if there is nothing to count."""
    return 100 * part // whole if whole else None
