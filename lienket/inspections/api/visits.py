"""Visits for programs: listed, read, begun, and given their findings."""

from typing import Annotated

from django.utils import timezone
from ninja import Router
from pydantic import Field, StrictInt

from lienket.circles import queries as circles
from lienket.inspections import actions
from lienket.inspections.actions import Came, Details
from lienket.inspections.actions.visits import MOST_PERSONS
from lienket.inspections.api.outputs import (
    FindingOut,
    VisitDetail,
    VisitPage,
    finding_out,
    visit_detail,
    visit_out,
)
from lienket.inspections.models import Area, Finding, Visit
from lienket.inspections.queries import findings
from lienket.inspections.queries import visits as queries
from lienket.kernel import paging
from lienket.kernel.actors import Member
from lienket.kernel.programs import ApiRequest, Cursor, Day, Id, Input, NotSecret, PathId

router = Router()


class NewDelegation(Input):
    """So many persons of a member, or of somebody else by name."""

    organization: Id | None = None
    name: str = Field("", description="An office or firm that is no member; never a person.")
    persons: Annotated[StrictInt, Field(ge=1, le=MOST_PERSONS)]


class NewVisit(Input):
    """A visit of your organization to a member of the circle."""

    kind: Visit.Kind
    unit: Id = Field(description="The member that was visited.")
    on: Day
    topic: str = Field(description="One line of at most 300 characters.")
    came: list[NewDelegation] = Field(max_length=100)
    site: Id | None = Field(None, description="A site of the visited member.")
    team: str = Field("", description="As what you came, such as “Đoàn kiểm tra liên ngành”.")
    programme: str = Field("", description="At most 10,000 characters.")
    result: str = Field("", description="At most 10,000 characters.")
    not_secret: NotSecret = False


class NewFinding(Input):
    """Something that is not in order, for a record that was not sent yet."""

    area: Area = Area.OTHER
    severity: Finding.Severity = Field(Finding.Severity.NOTABLE, description="1 is the gravest.")
    text: str = Field(description="One line of at most 300 characters.")
    due_on: Day = Field(description="Until when it is to be put right.")
    not_secret: NotSecret = False


@router.get("circles/{int:circle}/visits", response=VisitPage, summary="The visits of a circle")
def list_visits(request: ApiRequest, circle: PathId, cursor: Cursor = "") -> VisitPage:
    """The latest recorded first, 50 on a page; of those not sent only your own."""
    shown = circles.circles_for(request.auth).get(id=circle)
    found = queries.in_circle(request.auth, shown.id)
    rows, after = paging.newest_first(found, cursor, by="at")
    return VisitPage(items=[visit_out(one) for one in rows], next=after)


@router.get("visits/{int:visit}", response=VisitDetail, summary="A visit")
def show_visit(request: ApiRequest, visit: PathId) -> VisitDetail:
    """With who came, what was done, and what was found."""
    return _detail(visit, request.auth)


@router.post("circles/{int:circle}/visits", response={201: VisitDetail}, summary="Record a visit")
def record_visit(request: ApiRequest, circle: PathId, new: NewVisit) -> VisitDetail:
    """Only your organization sees the record until somebody there has read it and sends it."""
    made = actions.record_visit(
        circle_id=circle,
        details=Details(
            kind=new.kind,
            unit_id=new.unit,
            on=new.on,
            topic=new.topic,
            came=[Came(one.persons, one.organization, one.name) for one in new.came],
            site_id=new.site,
            team=new.team,
            programme=new.programme,
            result=new.result,
        ),
        by=request.auth,
        now=timezone.now(),
        not_secret=new.not_secret,
    )
    return _detail(made.id, request.auth)


@router.post(
    "visits/{int:visit}/findings", response={201: FindingOut}, summary="Add a finding to a record"
)
def note_finding(request: ApiRequest, visit: PathId, new: NewFinding) -> FindingOut:
    """When the record is sent, it becomes a task of the visited member."""
    now = timezone.now()
    noted = actions.note_finding(
        visit_id=visit,
        area=new.area,
        severity=new.severity,
        text=new.text,
        due_on=new.due_on,
        by=request.auth,
        now=now,
        not_secret=new.not_secret,
    )
    return finding_out(findings.findings_for(request.auth).get(id=noted.id), now)


def _detail(visit_id: int, by: Member) -> VisitDetail:
    found = queries.visits_for(by).get(id=visit_id)
    noted = findings.findings_for(by).filter(visit=found).order_by("severity", "id")
    return visit_detail(found, list(noted), timezone.now())
