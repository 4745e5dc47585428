"""Reporting an incident: from a phone in the field, once, with or without a network."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from lienket.circles import queries as circles
from lienket.circles.actions import open_circle, require_full_member, take_number
from lienket.circles.models import Circle
from lienket.delivery import actions as delivery
from lienket.delivery.models import Urgency
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.kinds import PICTURES
from lienket.incidents import queries, rules
from lienket.incidents.actions import telling
from lienket.incidents.actions.common import REPORT, OnlyCounts, add_entry, line
from lienket.incidents.events import IncidentReported
from lienket.incidents.models import Entry, Incident, Photo, Role
from lienket.incidents.rules import When
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal, all_at_once
from lienket.kernel.rows import insert
from lienket.kernel.words import moment
from lienket.places import queries as places
from lienket.places.actions.shapes import position_from
from lienket.places.models import Site
from lienket.places.rules import Position, distance

SUMMARY_LIMIT = 300
PLACE_LIMIT = 200
MOST_PHOTOS = 5


class NoKind(Refusal):
    """Choose what happened."""

    field = "kind"


class NoSummary(Refusal):
    """Say in one sentence what happened."""

    field = "summary"


class NoCount(Refusal):
    """Of this kind only counts are kept: say how many people take part."""

    field = "subjects"


class HappensLater(Refusal):
    """This time has not come yet. Check the day and the clock."""

    field = "happened_at"


class TooLongAgo(Refusal):
    """This is too long ago: an incident is entered within 5 years, and not from a time more than a
    month before this circle began. Check the year.
    """

    field = "happened_at"


class FarFromTheSite(Refusal):
    """The position is {km} km away from {site}. If both are right, confirm it; else correct one."""

    field = "position"
    status = 409


class NoSuchPlace(Refusal):
    """Choose a place of this circle."""

    field = "site"


class NotAPhoto(Refusal):
    """Only pictures can be added here: JPEG, PNG or WebP."""

    field = "photos"
    status = 415


class TooManyPhotos(Refusal):
    """Add at most {most} pictures at once."""

    field = "photos"


class BadCount(Refusal):
    """This number is not believable. Check it."""


class JustReported(Refusal):
    """You have just reported this: {reference}, {kind}, {at}. If it is another incident, confirm it
    and send it; if it is the same one, write what is new into {reference}.
    """

    field = "is_another"
    status = 409


class ReportedBefore(Refusal):
    """This report was sent already, as {reference}. Write what is new into that incident."""

    status = 409


@dataclass(frozen=True)
class Report:
    """What is reported. Without `happened_at` it is happening now.

    `key` is the phone's own name for the report: sent twice, it makes one incident.
    """

    kind: str
    summary: str = ""
    happened_at: datetime | None = None
    site_id: int | None = None
    zone_id: int | None = None
    place: str = ""
    position: Position | None = None
    severity: int = Incident.Severity.MINOR
    urgency: str = ""
    subjects: int | None = None
    exercise: bool = False
    key: UUID = field(default_factory=uuid4)

    def cleaned(self, *, circle: Circle, now: datetime, not_secret: bool) -> "Report":
        """The same, tidied and with its time; refused if it makes no sense, for all reasons at
        once.
        """
        trait = rules.KINDS.get(self.kind)
        counts_only = trait is not None and trait.counts_only
        summary = place = ""
        position, happened_at = self.position, now
        with all_at_once() as part:
            with part("kind"):
                if trait is None or self.severity not in Incident.Severity:
                    raise NoKind
            with part("summary"):
                summary = line(self.summary, SUMMARY_LIMIT, not_secret=not_secret)
                if not (summary or counts_only):
                    raise NoSummary
            with part("place"):
                place = line(self.place, PLACE_LIMIT, not_secret=not_secret)
            with part("text"):
                if counts_only and (summary or place or position):
                    raise OnlyCounts
            with part("subjects"):
                if counts_only and self.subjects is None:
                    raise NoCount
                require_count(self.subjects, rules.MOST_PERSONS)
            with part("position"):
                position = position_from(*position) if position else None
            with part("happened_at"):
                happened_at = _believable(self.happened_at or now, circle, now)
        urgency = self.urgency if self.urgency in Urgency else rules.usual_urgency(self.kind)
        return replace(
            self,
            summary=summary,
            place=place,
            position=position,
            happened_at=happened_at,
            urgency=urgency,
        )


def report_incident(
    *,
    circle_id: int,
    report: Report,
    by: Member,
    now: datetime,
    photos: Sequence[Inspected] = (),
    sure_of_place: bool = False,
    once: bool = False,
    not_secret: bool = False,
) -> Incident:
    """Enter an incident; its reporter leads until another organization takes over.

    Members are told at once when it is urgent. Sent again with the same key it is the same
    incident; with `once`, a report like the one that the same person has just made is asked about.
    Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers and the refusals above.
    """
    by.require(REPORT)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    report = report.cleaned(circle=circle, now=now, not_secret=not_secret)
    if earlier := _reported_before(circle, report, by):
        return earlier
    assert report.happened_at, "cleaned"
    incident = Incident(
        circle=circle,
        organization_id=by.organization_id,
        kind=report.kind,
        severity=report.severity,
        urgency=report.urgency,
        summary=report.summary,
        happened_at=report.happened_at,
        reported_at=now,
        place=report.place,
        exercise=report.exercise,
        client_key=report.key,
        subjects=report.subjects,
    )
    _locate(incident, report, by, sure=sure_of_place)
    if once:
        _require_new(incident, by)
    prefix = rules.EXERCISE_PREFIX if report.exercise else rules.PREFIX
    incident.reference = take_number(circle, prefix, now=now)
    insert(incident)
    insert(
        Role(
            circle=circle,
            incident=incident,
            organization_id=by.organization_id,
            duty=Role.Duty.LEAD,
            since=now,
        )
    )
    news = IncidentReported(incident.id)
    entry = add_entry(incident, Entry.Kind.REPORTED, text=report.summary, by=by, now=now, news=news)
    keep_photos(entry, incident, photos, by=by, now=now)
    if incident.urgency != Urgency.NORMAL:
        _tell_members(incident, by=by, now=now)
    return incident


def keep_photos(
    entry: Entry, incident: Incident, photos: Sequence[Inspected], *, by: Actor, now: datetime
) -> None:
    """Put inspected pictures into a line of the timeline.

    Raises NotAPhoto, TooManyPhotos, and OnlyCounts for kinds of which no picture may be kept.
    """
    if photos and incident.counts_only:
        raise OnlyCounts
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    if any(photo.kind not in PICTURES for photo in photos):
        raise NotAPhoto
    for photo in photos:
        kept = documents.keep(photo, circle_id=incident.circle_id, by=by, now=now)
        Photo.objects.create(circle_id=incident.circle_id, entry=entry, file=kept)


def require_count(count: int | None, most: int) -> None:
    """Refuse a number of people or of đồng that nobody can mean."""
    if count is not None and not 0 <= count <= most:
        raise BadCount


# ---- Steps -------------------------------------------------------------------------------------


def _reported_before(circle: Circle, report: Report, by: Member) -> Incident | None:
    """The incident that this report has made already; two at once come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))",
            [f"incident:{report.key}", by.organization_id],
        )
        # Nearly always there is none; composing a query for it would cost more than asking.
        cursor.execute(
            "SELECT id FROM incidents_incident"
            " WHERE circle_id = %s AND organization_id = %s AND client_key = %s",
            [circle.id, by.organization_id, report.key],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    earlier = Incident.objects.get(id=found[0])
    if (earlier.kind, earlier.summary) != (report.kind, report.summary):
        raise ReportedBefore(reference=earlier.reference)
    return earlier


def _require_new(incident: Incident, by: Member) -> None:
    """Ask about what the same person has just reported: a form may have been sent twice."""
    for earlier in queries.reported_by(incident, by):
        if queries.same_place(earlier, incident):
            raise JustReported(
                reference=earlier.reference,
                kind=earlier.get_kind_display(),
                at=moment(earlier.happened_at),
            )


def _believable(happened_at: datetime, circle: Circle, now: datetime) -> datetime:
    root = circle.parent or circle
    match rules.judge_time(happened_at, formed_at=root.formed_at, now=now):
        case When.FUTURE:
            raise HappensLater
        case When.ANCIENT:
            raise TooLongAgo
    # A phone whose clock is a little ahead reports what happens now.
    return min(happened_at, now)


def _locate(incident: Incident, report: Report, by: Member, *, sure: bool) -> None:
    """Put the incident where it was said to be, or where its position lies."""
    if report.site_id:
        incident.site = places.site_in(incident.circle_id, report.site_id)
        if incident.site is None:
            raise NoSuchPlace
    if report.zone_id:
        zone = places.zones_of(incident.circle_id, by).filter(id=report.zone_id).first()
        if zone is None or (incident.site_id and zone.site_id != incident.site_id):
            raise NoSuchPlace
        incident.zone, incident.site = zone, zone.site
    if report.position is None:
        return
    incident.latitude, incident.longitude = report.position
    spot = places.spot_of(incident.circle_id, report.position, by)
    if incident.site is None:
        incident.site, incident.zone = spot.site, spot.zone
    else:
        require_near(incident.site, report.position, sure=sure)
    incident.corridor = spot.corridor
    if spot.tower and not incident.place:
        incident.place = spot.tower.number


def require_near(site: Site, position: Position, *, sure: bool) -> None:
    """Ask about a position that lies far from the site it is said to be at."""
    away = distance(position, Position(site.latitude, site.longitude))
    if away > rules.FAR and not sure:
        raise FarFromTheSite(km=round(away / 1000), site=site.name)


def _tell_members(incident: Incident, *, by: Member, now: datetime) -> None:
    """Letters to whoever is on duty at the other members; they ask for nothing."""
    others = circles.members_of(incident.circle_id, now).exclude(organization_id=by.organization_id)
    envelope = telling.envelope_about(
        incident, queries.INCIDENT, reference=incident.reference, by=by, now=now
    )
    delivery.tell(envelope, list(others.values_list("organization_id", flat=True)), now=now)
