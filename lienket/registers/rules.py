"""When a paper must be renewed, how a count stands, and which days make sense. Plain Python."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from lienket.obligations.rules.days import ZONE

Standing = Literal["expired", "short", "soon", "valid"]
#: The first that needs a look comes first.
STANDINGS: tuple[Standing, ...] = ("expired", "short", "soon", "valid")
#: No paper that is still kept ended before this day, and none lasts longer than so many years.
EARLIEST, LONGEST_YEARS = date(2000, 1, 1), 30
#: Reminders go out in the morning of their day.
MORNING = time(7, 0)
_MONTH = re.compile(r"(?:\d{1,2}[/.-])?(\d{1,2})[/.-](\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def standing(
    *,
    expires_on: date | None,
    amount: int | None,
    part: int | None,
    days_before: int,
    today: date,
) -> Standing:
    """`expired` after the last valid day; `short` when not all that was counted is as it should be;
    `soon` within `days_before` days of the last one; else `valid`.
    """
    if expires_on and expires_on < today:
        return "expired"
    if part is not None and part < (amount or 0):
        return "short"
    if expires_on and expires_on <= today + timedelta(days=days_before):
        return "soon"
    return "valid"


def remind_at(expires_on: date, days_before: int) -> datetime:
    """When the owner of a row is first asked to renew it."""
    return datetime.combine(expires_on - timedelta(days=days_before), MORNING, ZONE)


def month_of(text: str) -> date | None:
    """The first day of a month as people and programs write it: 11/2026, 01/11/2026, 2026-11."""
    if found := _MONTH.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    elif found := _ISO_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    else:
        return None
    return date(year, month, 1) if year and 1 <= month <= 12 else None


def latest(today: date) -> date:
    """The last day that a paper may be valid until."""
    return date(today.year + LONGEST_YEARS, 12, 31)


def counterpart(
    owner_id: int, chair_id: int, members: Iterable[tuple[int, str]], inspectors: Iterable[str]
) -> int:
    """Who hears when nothing is done: whoever inspects it, else the chair, else any other member.

    `members` are ids and kinds of organizations; an owner that is alone remains by itself.
    """
    others = [(unit, kind) for unit, kind in members if unit != owner_id]
    for wanted in inspectors:
        for unit, kind in others:
            if kind == wanted:
                return unit
    if chair_id != owner_id:
        return chair_id
    return others[0][0] if others else owner_id


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run it instead of showing it."""
    return text.startswith(("=", "+", "-", "@"))
