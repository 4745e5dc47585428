"""The rule of a calendar cadence: the part of RFC 5545 that speaks of days, in one normal form."""

import re
from calendar import monthrange

from lienket.obligations.rules.cadence import Unsound

_DAY = "MO|TU|WE|TH|FR|SA|SU"
_MONTH_DAY = r"-?(?:0?[1-9]|[12]\d|3[01])"
#: What may be said, in the order in which it is written, and how each of its values looks.
_PARTS = {
    "FREQ": re.compile(r"[A-Z]+"),
    "INTERVAL": re.compile(r"[1-9]\d?"),
    # In local time: rules have no zone.
    "UNTIL": re.compile(r"\d{8}(?:T\d{6})?"),
    "BYMONTH": re.compile(r"0?[1-9]|1[0-2]"),
    "BYWEEKNO": re.compile(r"-?(?:0?[1-9]|[1-4]\d|5[0-3])"),
    "BYYEARDAY": re.compile(r"-?[1-9]\d{0,2}"),
    "BYMONTHDAY": re.compile(_MONTH_DAY),
    "BYDAY": re.compile(rf"(?:-?[1-9]\d?)?(?:{_DAY})"),
    "BYSETPOS": re.compile(r"-?[1-9]\d{0,2}"),
    "WKST": re.compile(_DAY),
}


def parts(rule: str) -> dict[str, str]:
    """What a rule says, by name, in upper case; raises Unsound for what is no part of a rule.

    Hours have no place in it, as it names days; neither has COUNT, which would count from a day
    that nobody knows.
    """
    written = "".join(rule.upper().split()).removeprefix("RRULE:").replace("+", "")
    said: dict[str, str] = {}
    for part in filter(None, written.split(";")):
        name, _, values = part.partition("=")
        value = _PARTS.get(name)
        if value is None or name in said or not all(map(value.fullmatch, values.split(","))):
            raise Unsound("unreadable")
        said[name] = values
    return {name: said[name] for name in _PARTS if name in said}


def normal(rule: str) -> str:
    """The rule as it is stored: what it says and nothing else, always in the same order."""
    return ";".join(f"{name}={values}" for name, values in parts(rule).items())


def missing_day(rule: str) -> int | None:
    """The day of the month that some of the months lack, so that they are left out: 31 in April.

    None for what is due in each of its months.
    """
    said = parts(rule)
    if said.get("FREQ") not in {"MONTHLY", "YEARLY"} or "BYSETPOS" in said:
        return None
    days = [int(day) for day in said.get("BYMONTHDAY", "").split(",") if day]
    months = [int(month) for month in said.get("BYMONTH", "").split(",") if month]
    # A common year: 29 February is lacking in three years out of four.
    shortest = min(monthrange(2001, month)[1] for month in months or range(1, 13))
    return max((day for day in days if day > shortest), default=None)
