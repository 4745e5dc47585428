"""Numbers of meetings, and until when silence about one is worth a step. Plain Python."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lienket.escalation.rules import Step

#: What a number begins with: cuộc họp.
PREFIX = "CH"
#: How long before a meeting those who come are reminded.
REMIND_BEFORE = timedelta(days=1)
#: Names of those who came are kept so long after the meeting.
NAMES_DAYS = 365
#: An answer is expected so long before the meeting begins, if there is time.
ANSWER_BEFORE = timedelta(days=2)


def answer_by(now: datetime, starts_at: datetime) -> datetime:
    """Until when organizations say whether they come: two days before, or half of what is left."""
    return max(starts_at - ANSWER_BEFORE, now + (starts_at - now) / 2)


def until(plan: Sequence[Step], now: datetime, starts_at: datetime) -> list[Step]:
    """The steps of a plan that come before the meeting: afterwards nobody need be called."""
    left = (starts_at - now) // timedelta(minutes=1)
    return [step for step in plan if step.after < left]


def remind_at(now: datetime, starts_at: datetime) -> datetime | None:
    """When to remind those who come; None if the meeting is too near for that."""
    at = starts_at - REMIND_BEFORE
    return at if at > now else None
