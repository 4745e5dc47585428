"""Incidents for programs: entering one, listing, reading, and writing into its timeline."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from ninja import P, QueryEx, Router, Schema
from pydantic import Field, StrictBool, StrictInt

from lienket.delivery.models import Urgency
from lienket.incidents import actions, queries, rules
from lienket.incidents.actions import Report
from lienket.incidents.models import Entry, Incident
from lienket.kernel.errors import NotFound
from lienket.kernel.programs import (
    LARGEST_ID,
    ApiRequest,
    Degrees,
    Id,
    Input,
    Moment,
    Named,
    NotSecret,
    PathId,
)
from lienket.organizations.models import Organization
from lienket.places.rules import Position

router = Router(tags=["incidents"])
#: Rows on one page.
PAGE = 50
Before = QueryEx[
    int | None,
    P(ge=1, le=LARGEST_ID, description="The `id` of the last incident of the page before."),
]


class NewIncident(Input):
    """What happened. `key` is your own name for it: the same one makes nothing new."""

    key: UUID
    kind: Incident.Kind
    summary: str = Field("", description="One sentence; none for kinds that hold counts only.")
    happened_at: Moment | None = Field(None, description="When left out: now.")
    severity: Incident.Severity = Incident.Severity.MINOR
    urgency: Urgency | None = Field(None, description="When left out: as usual for the kind.")
    site: Id | None = None
    zone: Id | None = None
    place: str = Field("", description="In words, at most 200 characters.")
    position: Degrees | None = None
    sure_of_place: StrictBool = Field(
        False, description="A position far from the named site is right all the same."
    )
    subjects: Annotated[StrictInt, Field(ge=0, le=rules.MOST_PERSONS)] | None = Field(
        None, description="A count of persons. Names never stand here."
    )
    exercise: StrictBool = False
    not_secret: NotSecret = False


class NewEntry(Input):
    """A line of the timeline."""

    text: str = Field(description="At most 5,000 characters.", pattern=r"\S")
    handover: StrictBool = False
    not_secret: NotSecret = False


class EntryOut(Schema):
    """One line of the timeline; `before` and `after` say what changed."""

    id: int
    kind: str
    organization: Named
    text: str
    before: str
    after: str
    at: datetime


class IncidentRow(Schema):
    """An incident in a list."""

    id: int
    url: str
    number: str
    circle: int
    kind: str
    severity: int
    urgency: str
    summary: str
    happened_at: datetime
    reported_at: datetime
    organization: Named
    site: Named | None
    place: str
    exercise: bool
    closed_at: datetime | None


class IncidentDetail(IncidentRow):
    """An incident with its figures and its timeline."""

    latitude: float | None
    longitude: float | None
    subjects: int | None
    injured: int | None
    dead: int | None
    damage: int | None
    recovered: int | None
    entries: list[EntryOut]


class IncidentPage(Schema):
    """At most 50; `next` is the `before` of the next page, null on the last one."""

    items: list[IncidentRow]
    next: int | None


@router.post(
    "circles/{int:circle}/incidents", response={201: IncidentRow}, summary="Report an incident"
)
def report_incident(request: ApiRequest, circle: PathId, new: NewIncident) -> IncidentRow:
    """Repeated with the same `key` it answers with the same incident; with the same key and another
    content it is refused (409).
    """
    said: dict[str, Any] = new.model_dump(
        include={"key", "kind", "summary", "happened_at", "severity", "place", "subjects"}
    )
    position = Position(new.position.latitude, new.position.longitude) if new.position else None
    made = actions.report_incident(
        circle_id=circle,
        report=Report(
            **said,
            urgency=new.urgency or "",
            site_id=new.site,
            zone_id=new.zone,
            position=position,
            exercise=new.exercise,
        ),
        sure_of_place=new.sure_of_place,
        by=request.auth,
        now=timezone.now(),
        not_secret=new.not_secret,
    )
    # Whoever reports it owns it: the name is known.
    made.organization = Organization(id=made.organization_id, name=request.auth.organization_name)
    return IncidentRow(**_row(made))


@router.get(
    "circles/{int:circle}/incidents", response=IncidentPage, summary="The incidents of a circle"
)
def list_incidents(request: ApiRequest, circle: PathId, before: Before = None) -> IncidentPage:
    """The latest first, 50 on a page; exercises among them."""
    if circle not in request.auth.circles:
        raise NotFound
    incidents = queries.incidents_for(request.auth).filter(circle_id=circle)
    if before:
        last = incidents.get(id=before)
        incidents = incidents.filter(happened_at__lte=last.happened_at).exclude(
            happened_at=last.happened_at, id__gte=last.id
        )
    rows = list(incidents[: PAGE + 1])
    return IncidentPage(
        items=[IncidentRow(**_row(one)) for one in rows[:PAGE]],
        next=rows[PAGE - 1].id if len(rows) > PAGE else None,
    )


@router.get("incidents/{int:incident}", response=IncidentDetail, summary="An incident")
def show_incident(request: ApiRequest, incident: PathId) -> IncidentDetail:
    """With its figures, and its timeline from the beginning."""
    shown = queries.incidents_for(request.auth).get(id=incident)
    figures = ("latitude", "longitude", "subjects", "injured", "dead", "damage", "recovered")
    return IncidentDetail(
        **_row(shown),
        **{name: getattr(shown, name) for name in figures},
        entries=[_entry(one) for one in queries.timeline(shown)],
    )


@router.post(
    "incidents/{int:incident}/entries", response={201: EntryOut}, summary="Write into an incident"
)
def write_entry(request: ApiRequest, incident: PathId, new: NewEntry) -> EntryOut:
    """One more line of its timeline, read by all members of the circle."""
    written = actions.write_entry(
        incident_id=incident,
        text=new.text,
        handover=new.handover,
        by=request.auth,
        now=timezone.now(),
        not_secret=new.not_secret,
    )
    return _entry(written)


def _row(one: Incident) -> dict[str, Any]:
    same = (
        *("id", "kind", "severity", "urgency", "summary", "happened_at", "reported_at"),
        *("place", "exercise", "closed_at"),
    )
    return {
        **{name: getattr(one, name) for name in same},
        "url": f"{settings.PUBLIC_URL}/incidents/{one.id}/",
        "number": one.reference,
        "circle": one.circle_id,
        "organization": Named.of(one.organization),
        "site": Named.of(one.site) if one.site else None,
    }


def _entry(one: Entry) -> EntryOut:
    same = ("id", "kind", "text", "before", "after", "at")
    return EntryOut(
        **{name: getattr(one, name) for name in same},
        organization=Named.of(one.organization),
    )
