"""Sharing a redacted copy of an incident with another circle, and taking it back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from lienket.circles.actions import open_circle, require_full_member
from lienket.incidents import queries, rules
from lienket.incidents.actions.common import (
    REPORT,
    OnlyCounts,
    OnlyTheReporter,
    add_entry,
)
from lienket.incidents.events import (
    IncidentCopyReceived,
    IncidentCopyRevoked,
    IncidentCopyShared,
)
from lienket.incidents.models import Closure, Copy, Entry, Incident, Release
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal

#: What may be chosen; kind and severity are always told.
FIELDS = ("summary", "happened_on", "place", "damage", "outcome")


class NoConsent(Refusal):
    """Confirm that your organization, which reported the incident, agrees to this copy."""

    field = "consent"


class ItsOwnCircle(Refusal):
    """Choose another circle: this one reads the incident itself."""

    field = "circle"


class UnknownField(Refusal):
    """Choose what the other circle may read from the list."""

    field = "shown"


class BadExpiry(Refusal):
    """Choose an end within a year from now."""

    field = "expires_on"


class RevokedBefore(Refusal):
    """This copy was taken back already."""

    status = 409


def share_copy(
    *,
    incident_id: int,
    to_circle_id: int,
    fields: Iterable[str],
    expires_at: datetime,
    consent: bool,
    by: Member,
    now: datetime,
) -> Release:
    """Put what was chosen of an incident into another circle, until a day; the owner alone can.

    The other circle reads the copy as it is now, and never the incident. Raises
    Incident.DoesNotExist, Circle.DoesNotExist, CircleClosed, OnlyTheReporter, and those above.
    """
    by.require(REPORT)
    incident = _own(incident_id, by)
    if incident.counts_only:
        raise OnlyCounts
    target = open_circle(to_circle_id, by)
    if target.id == incident.circle_id:
        raise ItsOwnCircle
    require_full_member(target.id, by, now)
    chosen = set(fields)
    if not chosen <= set(FIELDS):
        raise UnknownField
    if not now < expires_at <= now + rules.LONGEST_COPY:
        raise BadExpiry
    if not consent:
        raise NoConsent
    key = uuid4()
    release = Release.objects.create(
        circle_id=incident.circle_id,
        incident=incident,
        to_circle=target,
        to_name=target.name,
        fields=sorted(chosen),
        key=key,
        by=by.id,
        at=now,
        expires_at=expires_at,
    )
    values = {name: value for name, value in _values(incident).items() if name in chosen}
    copy = Copy.objects.create(
        circle=target,
        organization_id=by.organization_id,
        release_key=key,
        kind=incident.kind,
        severity=incident.severity,
        exercise=incident.exercise,
        shared_at=now,
        expires_at=expires_at,
        **values,
    )
    # Who does not belong to the other circle need not know its name from the timeline.
    add_entry(
        incident,
        Entry.Kind.RELEASED,
        by=by,
        now=now,
        news=IncidentCopyShared(incident.id, release.id),
    )
    journal.record(IncidentCopyReceived(copy.id), by=by, at=now, circle_id=target.id)
    return release


def revoke_copy(*, release_id: int, by: Member, now: datetime) -> Release:
    """Take a copy back: it is erased in the other circle.

    Raises Release.DoesNotExist, OnlyTheReporter and RevokedBefore.
    """
    by.require(REPORT)
    release = Release.objects.select_for_update().get(id=release_id, circle_id__in=by.circles)
    incident = _own(release.incident_id, by)
    if release.revoked_at:
        raise RevokedBefore
    release.revoked_at = now
    release.save(update_fields=["revoked_at"])
    Copy.objects.filter(release_key=release.key).delete()
    news = IncidentCopyRevoked(incident.id, release.id)
    add_entry(incident, Entry.Kind.RELEASE_REVOKED, by=by, now=now, news=news)
    return release


def _own(incident_id: int, by: Member) -> Incident:
    """Also of a closed one: what is shared stays in the hands of its owner."""
    incident = queries.incidents_for(by).select_for_update(of=("self",)).get(id=incident_id)
    if incident.organization_id != by.organization_id:
        raise OnlyTheReporter
    return incident


def _values(incident: Incident) -> dict[str, object]:
    ended = Closure.objects.filter(
        circle_id=incident.circle_id, incident=incident, reopening=None
    ).values_list("outcome", flat=True)
    return {
        "summary": incident.summary,
        "happened_on": timezone.localdate(incident.happened_at),
        # The site alone: zones and towers are of no use to others.
        "place": incident.site.name if incident.site else "",
        "damage": incident.damage,
        "outcome": ended.first() or "",
    }
