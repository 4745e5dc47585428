"""The periods of a cadence, by the local calendar, the same whenever they are computed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import DAILY, rrule, rrulestr

from lienket.obligations.rules.cadence import Cadence, Unsound
from lienket.obligations.rules.days import ZONE, add_working_days, move
from lienket.obligations.rules.recurring import normal

#: Rules that skip periods count from this Monday.
ANCHOR = datetime(2001, 1, 1)  # noqa: DTZ001 - rules have no zone
#: The longest wait between two due days; 29 February comes after 8 years at the latest.
LONGEST = timedelta(days=366 * 9)
#: Nobody is asked earlier than this before it is due.
LEAD = timedelta(days=30)
CLOSEST = timedelta(minutes=15)
DAY = timedelta(days=1)
#: Parts of a rule that say which days are meant; without them it is the days of the anchor.
_NAMING = ("BYDAY", "BYMONTHDAY", "BYYEARDAY")


@dataclass(frozen=True, order=True)
class Period:
    """One time it is owed: for the days `start` to `end`, both of them included."""

    start: date
    ordinal: int
    end: date
    opens_at: datetime
    due_at: datetime

    def within(self, last_day: date | None) -> bool:
        """Whether it opens by the last day of a term; what opens later belongs to the next one."""
        return last_day is None or self.opens_at.astimezone(ZONE).date() <= last_day


def sound(cadence: Cadence, now: datetime) -> Cadence:
    """The cadence in its normal form, as it is stored.

    Raises Unsound for what never fires, fires too often, or is no cadence at all.
    """
    try:
        if cadence.kind == "calendar":
            cadence = replace(cadence, rrule=normal(cadence.rrule))
        _check(cadence, now)
    except Unsound:
        raise
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Unsound("unreadable") from error
    return cadence


def _check(cadence: Cadence, now: datetime) -> None:
    if not 1 <= cadence.times <= 31:
        raise Unsound("times")
    _ = cadence.time
    if cadence.kind == "event":
        if not 0 < cadence.amount <= 60 * 24 * 366:
            raise Unsound("amount")
        due_after_event(cadence, now)
    elif cadence.kind == "once":
        if not date(2000, 1, 1) <= cadence.date <= date(2100, 12, 31):
            raise Unsound("never")
    elif cadence.kind == "shift":
        _check_shifts(cadence)
    else:
        _check_rule(cadence, now)


def _check_shifts(cadence: Cadence) -> None:
    starts = [datetime.combine(ANCHOR, time.fromisoformat(start)) for start in cadence.starts]
    if not starts:
        raise Unsound("never")
    following = [*starts[1:], starts[0] + DAY]
    if any(after - start < CLOSEST for start, after in zip(starts, following, strict=True)):
        raise Unsound("too_often")


def _check_rule(cadence: Cadence, now: datetime) -> None:
    if _parsed(cadence.rrule)._freq > DAILY:
        raise Unsound("too_often")
    if not due_days(cadence.rrule, now.year, now.year + 9):
        raise Unsound("never")


def periods(cadence: Cadence, since: datetime, until: datetime) -> Iterator[Period]:
    """The periods that open after `since` and not after `until`, in order of time.

    Neighbouring spans of time give each period once. What depends on an event has none.
    """
    for period in _candidates(cadence, since, until):
        if since < period.opens_at <= until:
            for ordinal in range(cadence.times):
                yield Period(
                    period.start,
                    period.ordinal * cadence.times + ordinal,
                    period.end,
                    period.opens_at,
                    period.due_at,
                )


def due_after_event(cadence: Cadence, at: datetime) -> datetime:
    """When what an event at `at` calls for is due. Working days end with the local day."""
    if cadence.unit == "working_days":
        day = add_working_days(at.astimezone(ZONE).date(), cadence.amount)
        return datetime.combine(day, cadence.time, ZONE)
    return at + timedelta(**{cadence.unit: cadence.amount})


def days_of_year(cadence: Cadence, year: int) -> list[date]:
    """The due days of one year that the rule of a calendar cadence names."""
    return [day for day in due_days(cadence.rrule, year, year) if day.year == year]


def _candidates(cadence: Cadence, since: datetime, until: datetime) -> Iterator[Period]:
    if cadence.kind == "once":
        yield period_of(cadence, cadence.date, cadence.date)
    elif cadence.kind == "shift":
        yield from _shifts(cadence, since, until)
    elif cadence.kind == "calendar":
        yield from _calendar(cadence, since, until)


def _shifts(cadence: Cadence, since: datetime, until: datetime) -> Iterator[Period]:
    day, last = since.astimezone(ZONE).date() - DAY, until.astimezone(ZONE).date()
    while day <= last:
        yield from shifts_of(cadence, day)
        day += DAY


def shifts_of(cadence: Cadence, day: date) -> Iterator[Period]:
    """The shifts that begin on a day; the last one ends with the first of the next day."""
    starts = [time.fromisoformat(start) for start in cadence.starts]
    begins = [datetime.combine(day, start, ZONE) for start in starts]
    ends = [*begins[1:], datetime.combine(day + DAY, starts[0], ZONE)]
    for ordinal, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        yield Period(day, ordinal, day, begin, end)


def shift_of(cadence: Cadence, day: date, ordinal: int, due_at: datetime) -> Period | None:
    """The shift that what was due at `due_at` is about; its ordinal is its place in the day.

    None for what is no shift, or was one before the shifts were changed.
    """
    if cadence.kind != "shift":
        return None
    place = ordinal // cadence.times
    return next(
        (one for one in shifts_of(cadence, day) if (one.ordinal, one.due_at) == (place, due_at)),
        None,
    )


def _calendar(cadence: Cadence, since: datetime, until: datetime) -> Iterator[Period]:
    """Each period ends on its due day as the rule names it, and the next one begins after it."""
    first = since.astimezone(ZONE).date() - LEAD
    # A holiday moves a due day by less than this.
    last = until.astimezone(ZONE).date() + 2 * LEAD
    # The day before the first one is needed for its beginning.
    days = due_days(cadence.rrule, first.year - 1, last.year)
    if not days or days[0] >= first:
        days = due_days(cadence.rrule, first.year - 9, last.year)
    for before, day in zip((None, *days), days, strict=False):
        if first <= day <= last:
            yield period_of(cadence, before + DAY if before else day, day)


def period_of(cadence: Cadence, start: date, end: date) -> Period:
    """The period that ends on the due day `end` as the rule names it."""
    due_at = datetime.combine(move(end, cadence.moves), cadence.time, ZONE)
    begins = datetime.combine(start, time(), ZONE)
    return Period(start, 0, end, min(max(begins, due_at - LEAD), due_at), due_at)


@lru_cache(maxsize=1024)
def _parsed(rule: str) -> rrule:
    parsed = rrulestr(rule, dtstart=ANCHOR)
    if not isinstance(parsed, rrule):
        raise Unsound("unreadable")
    return parsed


@lru_cache(maxsize=1024)
def due_days(rule: str, first: int, last: int) -> tuple[date, ...]:
    """The due days of the years `first` to `last`."""
    parsed = _parsed(rule)
    begin = ANCHOR.replace(year=max(first, ANCHOR.year))
    end = ANCHOR.replace(year=last, month=12, day=31)
    limit = min(parsed._until.replace(tzinfo=None), end) if parsed._until else end
    # What names its days and skips none need not be counted from the anchor.
    named = parsed._freq == DAILY or any(part in rule for part in _NAMING)
    counts = parsed._interval > 1 or not named or "BYSETPOS" in rule
    bounded = parsed.replace(dtstart=ANCHOR if counts else begin, until=limit)
    # Each day once, also of a rule that speaks of hours.
    return tuple(dict.fromkeys(day.date() for day in bounded if day >= begin))
