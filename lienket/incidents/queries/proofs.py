"""Which incidents are the report that a duty asks for after an event."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from lienket.incidents import rules
from lienket.incidents.models import Incident
from lienket.incidents.queries.incidents import counted, incidents_for
from lienket.kernel.actors import Member
from lienket.obligations import queries as obligations
from lienket.obligations.models import Duty, Obligation, Occurrence
from lienket.obligations.rules import ZONE, due_after_event

#: An incident and an event told so far apart are not the same; nobody looks at the clock.
SAME_EVENT = timedelta(days=1)
#: What a report in words proves; photos and files are handed in on the page of the duty.
_IN_WORDS = [Obligation.Proof.WORDS, Obligation.Proof.ZERO, Obligation.Proof.NONE]


@dataclass(frozen=True)
class Proven:
    """A duty that asks for such a report by a time; without an occurrence if nobody has said yet
    that it follows from what happened.
    """

    duty: Duty
    due_at: datetime
    occurrence: Occurrence | None = None


def proven_by(incident: Incident, by: Member) -> list[Proven]:
    """What `by`'s organization owes after an event, and has told with an incident in time."""
    if incident.organization_id != by.organization_id:
        return []
    if not Incident.objects.filter(counted(), id=incident.id).exists():
        return []
    waiting = [
        Proven(one.duty, one.due_at, one)
        for one in _owed_about(incident, by)
        if rules.is_asked_for(incident.kind, one.duty.obligation.indicator)
    ]
    nearest: dict[int, Proven] = {}
    for one in sorted(waiting, key=lambda one: _apart(one, incident)):
        nearest.setdefault(one.duty.id, one)
    return [*nearest.values(), *_not_told(incident, by)]


def incidents_proving(occurrence: Occurrence, by: Member) -> list[Incident]:
    """The incidents that `by`'s organization may hand in for an occurrence."""
    if occurrence.event_at is None or occurrence.organization_id != by.organization_id:
        return []
    reported = incidents_for(by).filter(
        counted(),
        circle_id__in=[occurrence.circle_id, occurrence.circle.parent_id],
        organization_id=by.organization_id,
        happened_at__range=(occurrence.event_at - SAME_EVENT, occurrence.event_at + SAME_EVENT),
        reported_at__lte=occurrence.due_at,
    )
    return [
        one
        for one in reported
        if any(proven.occurrence == occurrence for proven in proven_by(one, by))
    ]


def _owed_about(incident: Incident, by: Member) -> QuerySet[Occurrence]:
    """What is still owed after events of about that time."""
    return (
        obligations.waiting_for(by)
        .filter(
            _beside(incident),
            duty__obligation__proof__in=_IN_WORDS,
            event_at__range=(incident.happened_at - SAME_EVENT, incident.happened_at + SAME_EVENT),
            due_at__gte=incident.reported_at,
        )
        .select_related("duty__obligation")
    )


def _not_told(incident: Incident, by: Member) -> list[Proven]:
    """Duties that count such incidents, and of which nobody has said that they follow from it."""
    told = Occurrence.objects.filter(
        event_at__range=(incident.happened_at - SAME_EVENT, incident.happened_at + SAME_EVENT)
    )
    duties = (
        obligations.duties_for(by)
        .filter(
            _beside(incident),
            organization_id=by.organization_id,
            ended_at=None,
            obligation__proof__in=_IN_WORDS,
            obligation__indicator=rules.KINDS[incident.kind].indicator,
        )
        .exclude(id__in=told.values("duty"))
        .order_by("obligation__code", "id")
    )
    day = incident.happened_at.astimezone(ZONE).date()
    found = []
    for duty in duties:
        cadence = obligations.schedule_of(duty.obligation).on(day)
        if cadence.kind != "event":
            continue
        due_at = due_after_event(cadence, incident.happened_at)
        if incident.reported_at <= due_at:
            found.append(Proven(duty, due_at))
    return found


def _beside(incident: Incident) -> Q:
    """Duties live in the circle of those concerned: the incident's, or a subset of it."""
    return Q(circle_id=incident.circle_id) | Q(circle__parent_id=incident.circle_id)


def _apart(one: Proven, incident: Incident) -> timedelta:
    assert one.occurrence
    assert one.occurrence.event_at
    return abs(one.occurrence.event_at - incident.happened_at)
