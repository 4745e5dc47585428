"""Days and hours where the demonstration takes place."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def day_of(at: datetime) -> date:
    """The local day."""
    return at.astimezone(_zone()).date()


def at_clock(at: datetime, clock: time) -> datetime:
    """A time of the same local day."""
    return datetime.combine(day_of(at), clock, _zone())


def years_later(day: date, years: int) -> date:
    """The same day of another year; the end of February stays in it."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
