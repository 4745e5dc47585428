"""The duty rota of a week as a picture: a line for each person, a bar for each shift."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lienket.organizations.models import DutyShift

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Bar:
    """A shift; positions are per cent of the week."""

    x: float
    width: float
    shift: DutyShift


@dataclass(frozen=True)
class Line:
    """The shifts of one person."""

    name: str
    bars: list[Bar]


@dataclass(frozen=True)
class Week:
    """A week from Monday midnight, in local time."""

    start: datetime
    lines: list[Line]
    # Where now is, in per cent; None in another week.
    now_x: float | None

    @property
    def end(self) -> datetime:
        return self.start + WEEK

    @property
    def days(self) -> list[datetime]:
        return [self.start + timedelta(days=day) for day in range(7)]

    @property
    def before(self) -> date:
        return (self.start - WEEK).date()

    @property
    def after(self) -> date:
        return self.end.date()


def monday(day: date) -> datetime:
    """The local midnight with which the week of `day` begins."""
    first = day - timedelta(days=day.weekday())
    return timezone.make_aware(datetime.combine(first, time()))


def week(start: datetime, shifts: Iterable[DutyShift], now: datetime) -> Week:
    """The picture of the week that begins at `start`; shifts are cut at its edges."""
    lines: dict[int, Line] = {}
    for shift in shifts:
        begin, end = max(shift.starts_at, start), min(shift.ends_at, start + WEEK)
        line = lines.setdefault(shift.person_id, Line(str(shift.person), []))
        line.bars.append(Bar(_share(begin - start), _share(end - begin), shift))
    inside = start <= now < start + WEEK
    return Week(start, list(lines.values()), _share(now - start) if inside else None)


def _share(span: timedelta) -> float:
    return round(100 * (span / WEEK), 3)
