"""Working days in Viet Nam: Monday to Friday, without public holidays."""

from datetime import date, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays

#: Cadences speak of Vietnamese time wherever the reader sits.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

Shift = Literal["stay", "next", "previous"]


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a public holiday, Tết included."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def move(day: date, shift: Shift) -> date:
    """The day itself, or the nearest working day in the direction of `shift`."""
    step = {"stay": 0, "next": 1, "previous": -1}[shift]
    while step and not is_working_day(day):
        day += timedelta(days=step)
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that comes `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
