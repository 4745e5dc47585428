"""Days, deadlines, and how a false claim stands. Plain Python."""

from datetime import date, datetime, timedelta

#: What a number begins with: tin sai lệch.
PREFIX = "SL"
#: Within how many hours a claim is to be verified; a day unless somebody says otherwise.
HOURS = (4, 24, 72)
USUAL_HOURS = 24
#: What goes around is entered at most so many days after it began.
OLDEST_DAYS = 366
#: A number of sightings beyond this is a typing mistake.
MOST_SIGHTINGS = 100_000
#: A warning is valid for a month unless somebody says otherwise, and for at most a year.
VALID_DAYS, LONGEST_DAYS = 30, 366
#: Letters and digits of a public code; none that are mistaken for one another on paper.
CODE_LETTERS, CODE_LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 10


def urgency_of(kind: str) -> str:
    """How urgent it is to verify a claim of a kind: for fear people run, by scams they pay."""
    return "urgent" if kind in {"safety", "payment_scam"} else "normal"


def last_day(today: date, days: int = VALID_DAYS) -> date:
    """Until when a warning of today is valid."""
    return today + timedelta(days=days)


def state_of(
    *,
    due_at: datetime,
    verified_at: datetime | None,
    valid_until: date | None,
    withdrawn_at: datetime | None,
    now: datetime,
    today: date,
) -> str:
    """How a claim stands: withdrawn, open, overdue, verified, published or expired.

    `valid_until` is the last day of its public warning, None if there is none.
    """
    if withdrawn_at:
        return "withdrawn"
    if verified_at is None:
        return "overdue" if now > due_at else "open"
    if valid_until is None:
        return "verified"
    return "published" if today <= valid_until else "expired"
