"""Something happened that a duty follows from."""

from datetime import date, datetime, timedelta

from lienket.circles.actions import require_full_member
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.text import clean_line
from lienket.obligations import queries, rules
from lienket.obligations.actions.answers import ANSWER
from lienket.obligations.actions.openings import Opening, open_occurrences
from lienket.obligations.models import Occurrence
from lienket.obligations.rules import Period

EVENT_LIMIT = 300
#: An event is reported at most so long after it happened.
REPORTED_WITHIN = timedelta(days=366)


class NotAnEvent(Refusal):
    """This obligation follows a calendar, not events."""


class EventInTheFuture(Refusal):
    """An event that is reported lies in the past, at most a year ago."""

    field = "happened_at"


class OutsideTheTerm(Refusal):
    """On this day the regulation bound nobody: it was not in force yet, or not any more."""

    field = "happened_at"


class NothingHappened(Refusal):
    """Say in a few words what happened."""

    field = "what"


def report_event(
    *,
    duty_id: int,
    happened_at: datetime,
    what: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Occurrence:
    """Something happened that a duty follows from: it is owed from now, due after the event.

    Any full member whom the duty concerns may report it. Raises Duty.DoesNotExist,
    OnlyFullMembers, NotAnEvent, EventInTheFuture, OutsideTheTerm and NothingHappened.
    """
    by.require(ANSWER)
    duties = queries.duties_for(by).select_related("obligation__regulation")
    duty = duties.select_for_update(of=("self",)).get(id=duty_id, ended_at=None)
    require_full_member(duty.circle_id, by, now)
    obligation = duty.obligation
    day = happened_at.astimezone(rules.ZONE).date()
    cadence = queries.schedule_of(obligation).on(day)
    if cadence.kind != "event":
        raise NotAnEvent
    if not now - REPORTED_WITHIN <= happened_at <= now:
        raise EventInTheFuture
    what = clean_line(what, EVENT_LIMIT, not_secret=not_secret)
    if not what:
        raise NothingHappened
    begins = obligation.regulation.valid_from
    if (begins and day < begins) or (duty.last_day and day > duty.last_day):
        raise OutsideTheTerm
    period = Period(
        day, _next_ordinal(duty.id, day), day, now, rules.due_after_event(cadence, happened_at)
    )
    (occurrence_id,) = open_occurrences(
        duty.circle_id, [Opening(duty, obligation, period, what, happened_at)], by=by, now=now
    )
    return Occurrence.objects.get(id=occurrence_id)


def _next_ordinal(duty_id: int, day: date) -> int:
    return Occurrence.objects.filter(duty_id=duty_id, period_start=day).count()
