"""Closing an incident, and reopening it."""

from datetime import datetime

from lienket.circles.actions import open_circle, require_full_member
from lienket.incidents import queries
from lienket.incidents.actions import telling
from lienket.incidents.actions.common import (
    REPORT,
    add_entry,
    line,
    locked,
    require_leading,
    words,
)
from lienket.incidents.events import IncidentClosed, IncidentReopened
from lienket.incidents.models import Closure, Entry, Incident, Offer, Reopening, Role
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about

REASON_LIMIT = 500


class NoOutcome(Refusal):
    """Choose how it ended."""

    field = "outcome"


class NoWordsOnTheEnd(Refusal):
    """Say in a few words how it ended; the report quotes it."""

    field = "text"


class StillSomethingOpen(Refusal):
    """Not everything has ended: {tasks} tasks and {aid} requests for aid are open. End them first,
    or say why the incident is closed all the same.
    """

    field = "justification"


class WhichOther(Refusal):
    """Choose the other report of the same incident."""

    field = "same_as"


class NotClosed(Refusal):
    """This incident is open."""


class NoReopenReason(Refusal):
    """Say why it goes on; everybody reads it."""

    field = "reason"


def close_incident(
    *,
    incident_id: int,
    outcome: str,
    by: Member,
    now: datetime,
    text: str = "",
    same_as_id: int | None = None,
    justification: str = "",
    not_secret: bool = False,
) -> Closure:
    """End an incident. Open tasks and aid stand in the way, unless it is justified in words.

    Roles end with it, and nobody is asked for aid any more. What was handed to the police goes on
    there. Raises Incident.DoesNotExist, IncidentIsClosed, OnlyWhoLeads and the refusals above.
    """
    by.require(REPORT)
    incident = locked(incident_id, by)
    require_leading(incident, by)
    if outcome not in Closure.Outcome.values:
        raise NoOutcome
    with about("text"):
        text = words(incident, text, not_secret=not_secret)
    if not text and not incident.counts_only and outcome != Closure.Outcome.DUPLICATE:
        raise NoWordsOnTheEnd
    with about("justification"):
        justification = line(justification, REASON_LIMIT, not_secret=not_secret)
    same_as = _other(incident, same_as_id, by) if outcome == Closure.Outcome.DUPLICATE else None
    open_ = queries.still_open(incident)
    if open_ and not justification:
        raise StillSomethingOpen(tasks=open_.tasks, aid=open_.aid)
    closure = Closure.objects.create(
        circle_id=incident.circle_id,
        incident=incident,
        organization_id=by.organization_id,
        outcome=outcome,
        text=text,
        same_as=same_as,
        justification=justification if open_ else "",
        by=by.id,
        at=now,
    )
    incident.closed_at = now
    incident.save(update_fields=["closed_at"])
    Role.objects.filter(circle_id=incident.circle_id, incident=incident, until=None).update(
        until=now
    )
    asked = Offer.objects.filter(
        circle_id=incident.circle_id, aid__incident=incident, ask__settled_at=None
    )
    telling.release(list(asked.values_list("ask_id", flat=True)), now=now)
    add_entry(
        incident,
        Entry.Kind.CLOSED,
        text=text,
        after=outcome,
        by=by,
        now=now,
        news=IncidentClosed(incident.id),
    )
    return closure


def reopen_incident(
    *, incident_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Reopening:
    """Let a closed incident go on; whoever reopens it leads.

    Raises Incident.DoesNotExist, CircleClosed, OnlyFullMembers, NotClosed and NoReopenReason.
    """
    by.require(REPORT)
    incident = queries.incidents_for(by).select_for_update(of=("self",)).get(id=incident_id)
    open_circle(incident.circle_id, by)
    require_full_member(incident.circle_id, by, now)
    if incident.closed_at is None:
        raise NotClosed
    with about("reason"):
        reason = line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReopenReason
    reopening = Reopening.objects.create(
        circle_id=incident.circle_id,
        closure=Closure.objects.get(
            circle_id=incident.circle_id, incident=incident, reopening=None
        ),
        organization_id=by.organization_id,
        reason=reason,
        by=by.id,
        at=now,
    )
    incident.closed_at = None
    incident.save(update_fields=["closed_at"])
    Role.objects.create(
        circle_id=incident.circle_id,
        incident=incident,
        organization_id=by.organization_id,
        duty=Role.Duty.LEAD,
        since=now,
    )
    news = IncidentReopened(incident.id)
    add_entry(incident, Entry.Kind.REOPENED, text=reason, by=by, now=now, news=news)
    return reopening


def _other(incident: Incident, other_id: int | None, by: Member) -> Incident:
    found = (
        queries.incidents_for(by)
        .filter(circle_id=incident.circle_id, id=other_id or 0)
        .exclude(id=incident.id)
        .first()
    )
    if found is None:
        raise WhichOther
    return found
