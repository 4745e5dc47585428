"""Indicators, their figures, and how a figure stands beside another period's. Plain Python."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

#: The parts of the catalogue, in the order of reports.
GROUPS = ("A", "B", "C", "D", "E", "F", "G", "H")
#: The sections of a report, as offices number them.
SECTIONS = ("I", "II", "III", "IV", "V")
#: A figure that a person enters is a typing mistake beyond this.
MOST = Decimal(10**15)


class Direction(StrEnum):
    """What it means when a figure grows."""

    GOOD = "good"
    BAD = "bad"
    NEUTRAL = "neutral"


class Aggregation(StrEnum):
    """How the rows of a period become one figure.

    `SUM` adds up what happened in it, `LAST` what stands at its end; `RATE` is the share of rows
    that fulfil a condition, in per cent; `MEDIAN` the middle value.
    """

    SUM = "sum"
    LAST = "last"
    RATE = "rate"
    MEDIAN = "median"


@dataclass(frozen=True)
class Days:
    """A period; both days are included."""

    first: date
    last: date

    @property
    def year_before(self) -> "Days":
        """The same period of the year before: reports compare with that, not with the last one."""
        return Days(_year_before(self.first), _year_before(self.last))

    @property
    def after(self) -> date:
        """The day after its last one."""
        return self.last + timedelta(days=1)


def _year_before(day: date) -> date:
    # The last day of February stays the last one, also from and to a leap year.
    if day.day == monthrange(day.year, day.month)[1]:
        return date(day.year - 1, day.month, monthrange(day.year - 1, day.month)[1])
    return day.replace(year=day.year - 1)


@dataclass(frozen=True)
class Figure:
    """What an indicator came to in a period.

    `value` is None where nothing can be said: a share of nothing, or a figure nobody entered.
    `second` goes along with it, as the persons of "5 vụ/6 đối tượng" or, in a share, how many
    there were in all. `rows` is how many rows stand behind it.
    """

    value: Decimal | None = None
    second: Decimal | None = None
    rows: int = 0


def difference(now: Figure, before: Figure) -> Decimal | None:
    """By how much it grew; None where one of them says nothing."""
    if now.value is None or before.value is None:
        return None
    return now.value - before.value


def change(now: Figure, before: Figure) -> Decimal | None:
    """The same in per cent of the base, with one decimal; None without a base."""
    grown = difference(now, before)
    if grown is None or not before.value:
        return None
    return round(100 * grown / before.value, 1)


def judged(direction: Direction, grown: Decimal | None) -> str:
    """ "better", "worse", or nothing: what a difference means."""
    if not grown or direction == Direction.NEUTRAL:
        return ""
    return "better" if (grown > 0) == (direction == Direction.GOOD) else "worse"


def overlaps(days: Days, others: Sequence[Days]) -> bool:
    """Whether a period shares a day with one of the others."""
    return any(days.first <= one.last and one.first <= days.last for one in others)


def broken(now: Days, changes: Sequence[date]) -> list[date]:
    """The days of changes after which the period and that of the year before cannot be compared."""
    return [day for day in changes if now.year_before.first < day <= now.last]
