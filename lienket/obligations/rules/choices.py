"""Cadences as a person chooses them in a form, and back. Plain Python."""

from dataclasses import dataclass
from typing import Literal

from lienket.obligations.rules.cadence import Cadence, Unit, Unsound
from lienket.obligations.rules.days import Shift
from lienket.obligations.rules.recurring import parts

How = Literal[
    "daily", "weekly", "monthly", "quarterly", "yearly", "shift", "event", "once", "written"
]
LAST_DAY = -1
_QUARTER_MONTHS = {1: "1,4,7,10", 2: "2,5,8,11", 3: "3,6,9,12"}
_PLACES = {months: place for place, months in _QUARTER_MONTHS.items()}


@dataclass(frozen=True)
class Choice:
    """What was chosen.

    `month_day` may be `LAST_DAY`; `month` is that of the quarter (1 to 3) or of the year;
    `written` is a rule that fits none of the choices.
    """

    how: How
    at: str = "17:00"
    weekdays: tuple[str, ...] = ()
    month_day: int = 1
    month: int = 1
    starts: tuple[str, ...] = ()
    amount: int = 1
    unit: Unit = "hours"
    day: str = ""
    written: str = ""
    times: int = 1
    moves: Shift = "stay"


def cadence_of(choice: Choice) -> Cadence:
    """The cadence that was chosen; raises Unsound for a choice that lacks something."""
    common = {"at": choice.at, "times": choice.times, "moves": choice.moves}
    match choice.how:
        case "shift":
            return Cadence("shift", starts=choice.starts, times=choice.times)
        case "event":
            return Cadence("event", at=choice.at, amount=choice.amount, unit=choice.unit)
        case "once":
            return Cadence("once", at=choice.at, day=choice.day)
        case "daily":
            rule = "FREQ=DAILY"
        case "weekly":
            if not choice.weekdays:
                raise Unsound("never")
            rule = f"FREQ=WEEKLY;BYDAY={','.join(choice.weekdays)}"
        case "monthly":
            rule = f"FREQ=MONTHLY;BYMONTHDAY={choice.month_day}"
        case "quarterly":
            months = _QUARTER_MONTHS[min(max(choice.month, 1), 3)]
            rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={choice.month_day}"
        case "yearly":
            rule = f"FREQ=YEARLY;BYMONTH={choice.month};BYMONTHDAY={choice.month_day}"
        case _:
            rule = choice.written
    return Cadence("calendar", rrule=rule, **common)  # type: ignore[arg-type]


def choice_of(cadence: Cadence) -> Choice:
    """How the cadence would be chosen; what fits no choice stays as it is written."""
    if cadence.kind == "shift":
        return Choice("shift", starts=cadence.starts, times=cadence.times)
    if cadence.kind == "event":
        return Choice("event", at=cadence.at, amount=cadence.amount, unit=cadence.unit)
    if cadence.kind == "once":
        return Choice("once", at=cadence.at, day=cadence.day)
    chosen = _calendar(cadence)
    return chosen if cadence_of(chosen) == cadence else _written(cadence)


def _calendar(cadence: Cadence) -> Choice:
    said = parts(cadence.rrule)
    frequency, days = said.get("FREQ"), said.get("BYMONTHDAY", "")
    month = said.get("BYMONTH", "")
    common = {"at": cadence.at, "times": cadence.times, "moves": cadence.moves}
    if frequency == "DAILY":
        return Choice("daily", **common)  # type: ignore[arg-type]
    if frequency == "WEEKLY":
        weekdays = tuple(said.get("BYDAY", "").split(","))
        return Choice("weekly", weekdays=weekdays, **common)  # type: ignore[arg-type]
    if not days.lstrip("-").isdigit():
        return _written(cadence)
    month_day = int(days)
    if month_day < LAST_DAY:
        return _written(cadence)
    if frequency == "MONTHLY":
        return Choice("monthly", month_day=month_day, **common)  # type: ignore[arg-type]
    if month in _PLACES:
        place = _PLACES[month]
        return Choice("quarterly", month=place, month_day=month_day, **common)  # type: ignore[arg-type]
    if month.isdigit():
        return Choice("yearly", month=int(month), month_day=month_day, **common)  # type: ignore[arg-type]
    return _written(cadence)


def _written(cadence: Cadence) -> Choice:
    return Choice(
        "written",
        at=cadence.at,
        written=cadence.rrule,
        times=cadence.times,
        moves=cadence.moves,
    )
