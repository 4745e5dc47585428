"""Writing about an incident: words, pictures, how grave it is, figures, and who does what now."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from lienket.circles.actions import require_full_member
from lienket.delivery.models import Urgency
from lienket.documents.guard.inspection import Inspected
from lienket.incidents import rules
from lienket.incidents.actions.common import (
    REPORT,
    OnlyCounts,
    add_entry,
    line,
    locked,
    words,
)
from lienket.incidents.actions.reporting import keep_photos, require_count
from lienket.incidents.models import Entry, Incident, Role
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about

NOTE_LIMIT = 200


class NothingSaid(Refusal):
    """Write what happened, or add a picture."""

    field = "text"


class NothingChanged(Refusal):
    """Choose another severity or urgency; these are the present ones."""

    field = "severity"


class UnknownDuty(Refusal):
    """Choose what your organization does."""

    field = "duty"


class RecoveredMoreThanLost(Refusal):
    """More was recovered than was lost. Check both amounts."""

    field = "recovered"


def write_entry(
    *,
    incident_id: int,
    text: str = "",
    by: Member,
    now: datetime,
    photos: Sequence[Inspected] = (),
    handover: bool = False,
    not_secret: bool = False,
) -> Entry:
    """Add words and pictures to the timeline; as a handover note if the next shift must read it.

    Raises Incident.DoesNotExist, IncidentIsClosed, OnlyFullMembers, OnlyCounts and NothingSaid.
    """
    incident = _open(incident_id, by, now)
    with about("text"):
        text = words(incident, text, not_secret=not_secret)
    if not text and not photos:
        raise NothingSaid
    kind = Entry.Kind.HANDOVER if handover else Entry.Kind.SAID
    entry = add_entry(incident, kind, text=text, by=by, now=now)
    keep_photos(entry, incident, photos, by=by, now=now)
    return entry


def rate(*, incident_id: int, severity: int, urgency: str, by: Member, now: datetime) -> Incident:
    """Say how grave and how urgent it is now; each change is a line of the timeline.

    Raises Incident.DoesNotExist, IncidentIsClosed, OnlyFullMembers and NothingChanged.
    """
    incident = _open(incident_id, by, now)
    severity, urgency = Incident.Severity(severity), Urgency(urgency)
    if (severity, urgency) == (incident.severity, incident.urgency):
        raise NothingChanged
    if severity != incident.severity:
        add_entry(
            incident,
            Entry.Kind.SEVERITY,
            before=incident.severity,
            after=severity.value,
            by=by,
            now=now,
        )
    if urgency != incident.urgency:
        add_entry(
            incident,
            Entry.Kind.URGENCY,
            before=incident.urgency,
            after=urgency.value,
            by=by,
            now=now,
        )
    incident.severity, incident.urgency = severity, urgency
    incident.save(update_fields=["severity", "urgency"])
    return incident


@dataclass(frozen=True)
class Figures:
    """What is counted of an incident: people, and đồng. None is not known yet."""

    subjects: int | None = None
    injured: int | None = None
    dead: int | None = None
    damage: int | None = None
    recovered: int | None = None


def assess(*, incident_id: int, figures: Figures, by: Member, now: datetime) -> Incident:
    """Record the figures as they are known now; the timeline keeps each change.

    Raises Incident.DoesNotExist, IncidentIsClosed, OnlyFullMembers, BadCount and
    RecoveredMoreThanLost.
    """
    incident = _open(incident_id, by, now)
    for name, count in asdict(figures).items():
        with about(name):
            money = name in {"damage", "recovered"}
            require_count(count, rules.MOST_MONEY if money else rules.MOST_PERSONS)
    if figures.damage is not None and (figures.recovered or 0) > figures.damage:
        raise RecoveredMoreThanLost
    changed = [name for name, count in asdict(figures).items() if count != getattr(incident, name)]
    for name in changed:
        before, after = getattr(incident, name), getattr(figures, name)
        add_entry(
            incident,
            Entry.Kind.ASSESSED,
            text=name,
            before="" if before is None else before,
            after="" if after is None else after,
            by=by,
            now=now,
        )
        setattr(incident, name, after)
    if changed:
        incident.save(update_fields=changed)
    return incident


def take_role(
    *,
    incident_id: int,
    duty: str,
    by: Member,
    now: datetime,
    note: str = "",
    not_secret: bool = False,
) -> Role:
    """Say what one's organization does from now on. Whoever takes the lead relieves the one before.

    Raises Incident.DoesNotExist, IncidentIsClosed, OnlyFullMembers, OnlyCounts and UnknownDuty.
    """
    incident = _open(incident_id, by, now)
    if duty not in Role.Duty.values:
        raise UnknownDuty
    with about("note"):
        note = line(note, NOTE_LIMIT, not_secret=not_secret)
        if note and incident.counts_only:
            raise OnlyCounts
    held = Role.objects.filter(circle_id=incident.circle_id, incident=incident, until=None)
    mine = held.filter(organization_id=by.organization_id, duty=duty).first()
    if mine and mine.note == note:
        return mine
    # Who did the same before, with another note, or led until now.
    replaced = held.filter(duty=duty)
    if duty != Role.Duty.LEAD:
        replaced = replaced.filter(organization_id=by.organization_id)
    replaced.update(until=now)
    role = Role.objects.create(
        circle_id=incident.circle_id,
        incident=incident,
        organization_id=by.organization_id,
        duty=duty,
        note=note,
        since=now,
    )
    add_entry(incident, Entry.Kind.ROLE_TAKEN, text=note, after=duty, by=by, now=now)
    return role


class TheLeadStays(Refusal):
    """Somebody must lead as long as the incident is open: the next one takes it over."""


def leave_role(*, role_id: int, by: Member, now: datetime) -> Role:
    """Say that one's organization has finished what it did.

    Raises Role.DoesNotExist for that of another one, IncidentIsClosed and TheLeadStays.
    """
    role = Role.objects.get(
        id=role_id, organization_id=by.organization_id, circle_id__in=by.circles, until=None
    )
    incident = _open(role.incident_id, by, now)
    if role.duty == Role.Duty.LEAD:
        raise TheLeadStays
    role.until = now
    role.save(update_fields=["until"])
    add_entry(incident, Entry.Kind.ROLE_LEFT, after=role.duty, by=by, now=now)
    return role


def _open(incident_id: int, by: Member, now: datetime) -> Incident:
    by.require(REPORT)
    incident = locked(incident_id, by)
    require_full_member(incident.circle_id, by, now)
    return incident
