"""A cadence with stretches of days in which a tighter one holds; plain Python.

Within a stretch the due days of the tighter cadence take the place of the usual ones; outside, the
usual ones stay. Each period still reaches from the day after one due day to the next, so that every
day belongs to exactly one period, also at both edges of a stretch. A usual period in which the
tighter cadence would be due less often keeps its due day as well: cut short by an early end or a
late beginning, a stretch never takes anything away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from lienket.obligations.rules.cadence import Cadence
from lienket.obligations.rules.days import ZONE
from lienket.obligations.rules.periods import (
    DAY,
    LEAD,
    LONGEST,
    Period,
    due_after_event,
    due_days,
    period_of,
    periods,
    shifts_of,
)

#: Which period it is: its first day, and its place among those of the same first day.
Key = tuple[date, int]


@dataclass(frozen=True)
class Stretch:
    """Days, both included, on which `cadence` holds in place of the usual one."""

    first: date
    last: date
    cadence: Cadence


@dataclass(frozen=True)
class Schedule:
    """The usual cadence of an obligation, and the stretches, without overlap, that tighten it."""

    usual: Cadence
    stretches: tuple[Stretch, ...] = ()

    def on(self, day: date) -> Cadence:
        """The cadence that holds on a day."""
        stretch = self.stretch_on(day)
        return stretch.cadence if stretch else self.usual

    def stretch_on(self, day: date) -> Stretch | None:
        """The stretch that a day lies in, if any."""
        return next((one for one in self.stretches if one.first <= day <= one.last), None)


@dataclass(frozen=True)
class Alignment:
    """What is to be done about what is open after a schedule has changed."""

    # Periods that are open already and now end on another day, or are due at another time.
    moved: Mapping[Key, Period]
    # Periods that should be open by now, and are not.
    missing: list[Period]
    # Open ones that are owed less often now: the stretch was given up before it began.
    dropped: list[Key]


def scheduled(schedule: Schedule, since: datetime, until: datetime) -> Iterator[Period]:
    """The periods that open after `since` and not after `until`, in order of time."""
    if not schedule.stretches:
        yield from periods(schedule.usual, since, until)
        return
    first = since.astimezone(ZONE).date() - LEAD
    last = until.astimezone(ZONE).date() + 2 * LEAD
    for period in _merged(schedule, first, last):
        if since < period.opens_at <= until:
            yield period


def first_after(schedule: Schedule, since: datetime) -> Period | None:
    """The first period that opens after `since`; None if there is none within nine years."""
    for span in (timedelta(days=62), LONGEST):
        found = next(scheduled(schedule, since, since + span), None)
        if found:
            return found
    return None


def align(
    schedule: Schedule, opened: Mapping[Key, tuple[date, datetime]], changed: date, now: datetime
) -> Alignment:
    """Bring what is open into line with a schedule that changed from the day `changed` on.

    `opened` are the periods that are open and reach that day, with their last day and due time.
    A period that runs over the change keeps its first day, so that it is the same one before and
    after: only its end moves. Nothing that ended earlier is touched.
    """
    moved: dict[Key, Period] = {}
    missing: list[Period] = []
    owed: set[Key] = set()
    today = now.astimezone(ZONE).date()
    horizon = max(today, changed) + LONGEST
    for period in _merged(schedule, changed - LEAD, horizon):
        key = (period.start, period.ordinal)
        if period.start > max(today, *(start for start, _ in opened), changed):
            break
        if period.end < changed:
            continue
        owed.add(key)
        if key not in opened:
            if period.opens_at <= now:
                missing.append(period)
        elif opened[key] != (period.end, period.due_at):
            moved[key] = period
    dropped = [key for key in opened if key not in owed and (key[0], 0) in owed]
    return Alignment(moved, missing, dropped)


def is_tighter(usual: Cadence, stretch: Stretch) -> bool:
    """Whether it is owed more often in these days without longer waits, or sooner after events."""
    tight = stretch.cadence
    if "once" in (usual.kind, tight.kind) or (usual.kind == "event") != (tight.kind == "event"):
        return False
    if usual.kind == "event":
        noon = datetime.combine(stretch.first, time(12), ZONE)
        return all(
            due_after_event(tight, noon + ahead * DAY) < due_after_event(usual, noon + ahead * DAY)
            for ahead in range(14)
        )
    often = [_owed(one, stretch.first, stretch.last) for one in (usual, tight)]
    waits = [_longest_wait(one, stretch.first) for one in (usual, tight)]
    return often[1] > often[0] and waits[1] <= waits[0]


def _owed(cadence: Cadence, first: date, last: date) -> int:
    """How often it is owed in these days."""
    days = [day for day in _due_days(cadence, first, last) if first <= day <= last]
    return len(days) * _each(cadence)


def _longest_wait(cadence: Cadence, first: date) -> timedelta:
    days = _due_days(cadence, first, first + LONGEST)
    return max((after - day for day, after in pairwise(days)), default=timedelta.max)


def _each(cadence: Cadence) -> int:
    """How often it is owed on a due day."""
    return cadence.times * (len(cadence.starts) if cadence.kind == "shift" else 1)


def _due_days(cadence: Cadence, first: date, last: date) -> tuple[date, ...]:
    """The due days from one that comes before `first` up to `last`."""
    if cadence.kind == "shift":
        return tuple(first + ahead * DAY for ahead in range(-1, (last - first).days + 1))
    days = due_days(cadence.rrule, first.year - 1, last.year)
    if not days or days[0] >= first:
        days = due_days(cadence.rrule, first.year - 9, last.year)
    return tuple(day for day in days if day <= last)


def _merged(schedule: Schedule, first: date, last: date) -> Iterator[Period]:
    """The periods whose due day lies from `first` to `last`."""
    due = _due(schedule, first, last)
    days = sorted(due)
    for before, day in zip((None, *days), days, strict=False):
        if first <= day <= last:
            start = before + DAY if before else day
            yield from _of(_over_edges(schedule, due[day], start, day), start, day)


def _over_edges(schedule: Schedule, cadence: Cadence, start: date, day: date) -> Cadence:
    """A period that reaches into a stretch or out of it is owed at least as often as each part."""
    crossed = [
        one.cadence
        for one in schedule.stretches
        if start < one.first <= day or start <= one.last < day
    ]
    often = max(map(_each, (schedule.usual, *crossed))) if crossed else 0
    if often <= _each(cadence):
        return cadence
    return replace(cadence, times=-(-often * cadence.times // _each(cadence)))


def _due(schedule: Schedule, first: date, last: date) -> dict[date, Cadence]:
    """Which cadence is due on which day."""
    usual = schedule.usual
    if usual.kind not in ("calendar", "shift"):
        return {usual.date: usual} if usual.kind == "once" else {}
    days = _due_days(usual, first, last)
    due = {day: usual for day in days if not schedule.stretch_on(day)}
    for stretch in schedule.stretches:
        within = _within(stretch, last)
        due |= dict.fromkeys(within, stretch.cadence)
        for before, day in pairwise((date.min, *days)):
            if not stretch.first <= day <= stretch.last:
                continue
            here = [one for one in within if before < one <= day]
            if len(here) * _each(stretch.cadence) < _each(usual):
                due[day] = max(usual, stretch.cadence, key=_each) if day in here else usual
    return due


def _within(stretch: Stretch, last: date) -> list[date]:
    """The due days of the tighter cadence itself."""
    until = min(stretch.last, last)
    if until < stretch.first:
        return []
    return [day for day in _due_days(stretch.cadence, stretch.first, until) if day >= stretch.first]


def _of(cadence: Cadence, start: date, day: date) -> Iterator[Period]:
    """The periods of one due day."""
    if cadence.kind == "shift":
        shifts: Iterable[Period] = shifts_of(cadence, day)
    else:
        shifts = [period_of(cadence, start, day)]
    for shift in shifts:
        for ordinal in range(cadence.times):
            yield replace(shift, start=start, ordinal=shift.ordinal * cadence.times + ordinal)
