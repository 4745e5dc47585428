"""When a text counts as read, and how long it may take."""

from datetime import datetime, timedelta

#: What a number begins with: phổ biến.
PREFIX = "PB"
#: A text is spread within so many days at most; the steps of asking again are counted from it.
LONGEST_DAYS = 30
#: Who has read what is known by name inside the own organization for so many days.
NAMES_KEPT_DAYS = 90
#: No unit has more people than this, its workers included: more is a slip of the pen.
MOST_PEOPLE = 50_000


def is_still_read(issued_at: datetime, now: datetime) -> bool:
    """Whether readings are recorded: as long as none is forgotten, so that nobody counts twice."""
    return now <= issued_at + timedelta(days=NAMES_KEPT_DAYS)


def all_have_read(expected: set[int], read: set[int]) -> bool:
    """Whether everybody who is expected to read has; nobody expected is nobody's reading."""
    return bool(expected) and expected <= read
