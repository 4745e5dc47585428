"""Rules of sending: what goes first, when to retry and when to be quiet.

Plain Python: values in, values out. Every moment is an argument; moments are timezone-aware.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

# Order of the queue. The degrees of urgency are those of Decree 30/2020.

_DEGREES = {"immediate": 0, "very_urgent": 1, "urgent": 2}


def is_urgent(urgency: str) -> bool:
    """Whether a notice has one of the three degrees of urgency."""
    return urgency in _DEGREES


def priority(urgency: str, purpose: str, *, exercise: bool = False) -> int:
    """Place in the queue: the lower number is sent first, a real notice before an exercise.

    An urgent notice that nobody has seen yet goes before everything; a person who waits at the
    screen for a verification or an invitation goes before what is not urgent.
    """
    first = purpose == "first"
    if is_urgent(urgency):
        place = _DEGREES[urgency] + (0 if first else 3)
    elif purpose in ("verification", "invitation"):
        place = 6
    else:
        place = 7 if first else 8
    return 2 * place + exercise


_LAST_TO_JUMP = priority("urgent", "first", exercise=True)


# Trying again

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
# About a day of trying, so that a mail server may be down overnight.
MOST_ATTEMPTS = 30


def retry_at(attempt: int, now: datetime, retry_after: timedelta | None = None) -> datetime | None:
    """When to try again after `attempt` (counted from 1) failed; None once that was the last one.

    Waits double from 15 seconds to an hour. A server that names a longer wait gets it, up to the
    hour: no provider may postpone a notice for a day.
    """
    if attempt >= MOST_ATTEMPTS:
        return None
    # The doublings are bounded too: beyond the tenth the wait is an hour anyway.
    wait = FIRST_WAIT * (1 << min(attempt - 1, 10))
    return now + min(max(wait, retry_after or wait), LONGEST_WAIT)


# Quiet hours


@dataclass(frozen=True)
class QuietHours:
    """Local hours in which a channel stays silent; 22:00 to 06:00 runs over midnight."""

    start: time
    end: time


def in_quiet_hours(hours: QuietHours | None, local: time) -> bool:
    """Whether `local` lies in the quiet hours; the start belongs to them, the end does not."""
    if hours is None or hours.start == hours.end:
        return False
    if hours.start < hours.end:
        return hours.start <= local < hours.end
    return local >= hours.start or local < hours.end


def quiet_until(hours: QuietHours | None, local: datetime, urgency: str) -> datetime | None:
    """When a message held back by quiet hours may go out; None when it may go at once.

    `local` is now in the reader's time zone. Urgent notices are never held back.
    """
    if hours is None or is_urgent(urgency) or not in_quiet_hours(hours, local.time()):
        return None
    end = datetime.combine(local.date(), hours.end, local.tzinfo)
    return end if end > local else end + timedelta(days=1)


# Throttles


@dataclass(frozen=True)
class Budget:
    """What one destination may get: `burst` messages at once, then one `every` so often."""

    burst: int
    every: timedelta


BUDGETS: Mapping[str, Budget] = {
    "email": Budget(burst=10, every=timedelta(seconds=30)),
    "webpush": Budget(burst=5, every=timedelta(seconds=30)),
    "webhook": Budget(burst=60, every=timedelta(seconds=1)),
}
DEFAULT_BUDGET = Budget(burst=5, every=timedelta(minutes=1))


class Slot(NamedTuple):
    """When a message may go out, and until when its destination's budget is then used up."""

    send_at: datetime
    busy_until: datetime


def book(channel: str, busy_until: datetime | None, now: datetime, place: int) -> Slot:
    """The next free moment of a destination, for a message with this `place` in the queue.

    `busy_until` is what the previous booking returned, None for the first. A burst goes at once and
    the rest is spread evenly. A first urgent notice never waits, yet it uses up budget.
    """
    budget = BUDGETS.get(channel, DEFAULT_BUDGET)
    busy = max(busy_until or now, now)
    send_at = now if place <= _LAST_TO_JUMP else max(now, busy - (budget.burst - 1) * budget.every)
    return Slot(send_at, busy + budget.every)
