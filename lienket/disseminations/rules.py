"""When a text counts as read, and how long it may take."""

from lienket.circles.rules import subset_mark

#: A text is spread within so many days at most; the steps of asking again are counted from it.
LONGEST_DAYS = 30
#: Who has read what is known by name inside the own organization for so many days.
NAMES_KEPT_DAYS = 90


def number(year: int, count: int, *, subset: bytes | memoryview | None = None) -> str:
    """Short enough to say on the phone: the 14th of 2026 in its circle is "PB-2026-014"."""
    return f"PB-{year}-{count:03}{subset_mark(subset)}"


def all_have_read(expected: set[int], read: set[int]) -> bool:
    """Whether everybody who is expected to read has; nobody expected is nobody's reading."""
    return bool(expected) and expected <= read
