"""When a paper must be renewed, how a count stands, and which days make sense. Plain Python."""

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
