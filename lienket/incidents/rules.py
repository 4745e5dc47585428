"""Kinds of incident, believable times, what may be a duplicate, months. Plain Python."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Literal

#: What a number begins with: vụ việc; the same in an exercise (diễn tập); chuyển tin.
PREFIX, EXERCISE_PREFIX, REFERRAL_PREFIX = "VV", "DTVV", "CT"
#: Incidents are entered at most so long after they happened …
OLDEST = timedelta(days=5 * 366)
#: … and at most so long before their circle began: the first report looks back over a month.
BEFORE_THE_CIRCLE = timedelta(days=31)
#: The clock of a phone may be ahead by so much.
CLOCK_AHEAD = timedelta(minutes=5)
#: Farther from the middle of the chosen site than this, the person is asked.
FAR = 5_000  # metres
#: Two reports of one kind so near in time and place may be about the same incident.
SAME_TIME = timedelta(hours=12)
SAME_PLACE = 500  # metres
#: Reported again by the same person so soon, the form may have been sent twice.
AGAIN = timedelta(minutes=10)
#: A partner reads a copy for at most so long.
LONGEST_COPY = timedelta(days=366)
#: A person taken for a count is a typing mistake beyond this.
MOST_PERSONS = 100_000
#: Đồng.
MOST_MONEY = 10**15

Group = Literal["order", "grid", "fire", "labour"]
GROUPS: tuple[Group, ...] = ("order", "grid", "fire", "labour")


@dataclass(frozen=True)
class Trait:
    """What is true of all incidents of a kind.

    `indicator` is the row of the periodic report in which they count. Of a kind with `counts_only`
    nothing is kept but how many people took part: no words, no picture, no exact position.
    """

    group: Group
    indicator: str
    icon: str  # of `frontend/src/icons.txt`
    counts_only: bool = False


KINDS: Mapping[str, Trait] = {
    "equipment_theft": Trait("order", "D4", "plug-x"),
    "theft": Trait("order", "D3", "lock-open"),
    "electricity_theft": Trait("order", "D5", "bolt"),
    "trespass": Trait("order", "D1", "user-question"),
    "sabotage": Trait("order", "D1", "hammer"),
    "disorder": Trait("order", "D7", "users"),
    "impersonation": Trait("order", "D10", "shield-x"),
    "traffic_accident": Trait("order", "D11", "car-crash"),
    "work_accident": Trait("order", "D12", "helmet"),
    "cyber": Trait("order", "D13", "world-x"),
    "other_order": Trait("order", "D1", "alert-octagon"),
    "kite": Trait("grid", "D6", "wind"),
    "burning": Trait("grid", "D6", "campfire"),
    "digging": Trait("grid", "D6", "shovel"),
    "blasting": Trait("grid", "D6", "bomb"),
    "drone": Trait("grid", "D6", "drone"),
    "climbing": Trait("grid", "D6", "ladder"),
    "crane": Trait("grid", "D6", "crane"),
    "encroachment": Trait("grid", "D6", "home-plus"),
    "fire": Trait("fire", "E1", "flame"),
    "explosion": Trait("fire", "E1", "building-factory"),
    "rescue": Trait("fire", "E1", "lifebuoy"),
    "leak": Trait("fire", "E1", "droplet"),
    "work_stoppage": Trait("labour", "D8", "users-minus", counts_only=True),
    "dispute": Trait("labour", "D9", "message-report", counts_only=True),
}


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of a group; of all groups when it is none of them."""
    return tuple(kind for kind, trait in KINDS.items() if group in (trait.group, "", "all"))


def covers(group: str, indicator: str) -> bool:
    """Whether who signs for a group of kinds signs for all that an indicator counts.

    An indicator that counts no incidents, or none at all, asks about all kinds.
    """
    counted = {kind for kind, trait in KINDS.items() if trait.indicator == indicator}
    return (counted or KINDS.keys()) <= set(kinds_of(group))


def is_asked_for(kind: str, indicator: str) -> bool:
    """Whether what is counted in an indicator is reported with an incident of a kind.

    An indicator that counts no incidents, or none at all, leaves it to whoever reports.
    """
    counted = {one for one, trait in KINDS.items() if trait.indicator == indicator}
    return kind in counted or not counted


#: A report on a month may be due some days after it: then its period is as long, and lies later.
_ABOUT_AS_LONG = timedelta(days=3)


def answers(starts_on: date, ends_on: date, period_start: date, period_end: date) -> bool:
    """Whether a statement about some days is the report that is owed for a period.

    It covers the period; or it is as long and ends within it, as November does in the period that
    ends when the report on November is due, on 5 December.
    """
    if starts_on <= period_start and period_end <= ends_on:
        return True
    shorter = (period_end - period_start) - (ends_on - starts_on)
    return period_start <= ends_on <= period_end and shorter <= _ABOUT_AS_LONG


#: Where minutes count for lives or the line, whatever the reporter thinks of it.
_AT_ONCE = frozenset({"fire", "explosion", "rescue", "leak"})
_SOON = frozenset({"kite", "burning", "blasting", "climbing", "crane", "work_accident"})


def usual_urgency(kind: str) -> str:
    """How urgent an incident of a kind is, as long as nobody says otherwise."""
    return "immediate" if kind in _AT_ONCE else "very_urgent" if kind in _SOON else "normal"


def locatable(kind: str) -> bool:
    """Whether incidents of this kind may stand on a map and in a forecast."""
    return not KINDS[kind].counts_only


#: The kinds that may stand on a map.
LOCATABLE = tuple(kind for kind in KINDS if locatable(kind))


class When(Enum):
    """Whether a time may be that of an incident."""

    BELIEVABLE = "believable"
    FUTURE = "future"
    ANCIENT = "ancient"


def judge_time(happened_at: datetime, *, formed_at: datetime, now: datetime) -> When:
    """Whether an incident of a circle that was formed at `formed_at` may have happened then."""
    if happened_at > now + CLOCK_AHEAD:
        return When.FUTURE
    if happened_at < max(now - OLDEST, formed_at - BEFORE_THE_CIRCLE):
        return When.ANCIENT
    return When.BELIEVABLE


#: Where a referral stands; only the police side moves it, and no state is an end of ours.
REFERRAL_STATES = ("sent", "received", "verifying", "accepted", "passed_on", "answered")


def referral_moves(state: str) -> tuple[str, ...]:
    """What the police side may record next."""
    return () if state == "sent" else tuple(s for s in REFERRAL_STATES[2:] if s != state)


#: From where each verb of aid leads on.
AID_MOVES: Mapping[str, Collection[str]] = {
    "offer": ("asked", "declined"),
    "decline": ("asked", "offered"),
    "commit": ("asked", "offered", "declined"),
    "release": ("committed",),
}


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [_month(first, ahead) for ahead in range(max(count, 0))]


def month_before(first: date, months: int) -> date:
    """The first day of the month so many months before that of `first`."""
    return _month(first, -months)


def last_day(first: date) -> date:
    """The last day of the month that begins with `first`."""
    return _month(first, 1) - timedelta(days=1)


def _month(day: date, ahead: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + ahead, 12)
    return date(year, month + 1, 1)


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def change(now: int, before: int) -> int | None:
    """The change in per cent against the same period of the year before; None without a base."""
    return round(100 * (now - before) / before) if before else None
