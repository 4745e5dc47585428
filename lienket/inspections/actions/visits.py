"""Writing the record of a visit, with what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lienket.circles.actions import open_circle
from lienket.inspections.actions import asking
from lienket.inspections.actions.common import (
    LINE_LIMIT,
    MANAGE,
    line,
    require_plausible,
    words,
)
from lienket.inspections.models import Area, Delegation, Finding, Visit
from lienket.inspections.queries.findings import findings_for
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.places import queries as places
from lienket.plans.actions.tasks import DueInThePast, NotAMember, require_member
from lienket.plans.rules import closing_of

TEAM_LIMIT, NAME_LIMIT, TEXT_LIMIT = 120, 200, 10_000
MOST_PERSONS = 1_000


class NoTopic(Refusal):
    """Say in one line what the visit was about."""

    field = "topic"


class VisitsItself(Refusal):
    """Your own sites are self-assessed. Choose the unit that was visited."""

    field = "unit"


class NotItsSite(Refusal):
    """This site is not one of the visited unit in this circle."""

    field = "site"


class NobodyCame(Refusal):
    """Say how many came, and from where."""


class TooMany(Refusal):
    """This number of persons is not believable. Check it."""


class SentAlready(Refusal):
    """The record was sent; it does not change any more."""

    status = 409


class OnlyTheVisitors(NotAllowed):
    """Only the organization that visited may do this."""


class NoFinding(Refusal):
    """Say in one line what is not in order."""

    field = "text"


@dataclass(frozen=True)
class Came:
    """So many persons of a member, or of somebody else by name."""

    persons: int
    organization_id: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Details:
    """What the record of a visit says, without its findings."""

    kind: str
    unit_id: int
    on: date
    topic: str
    came: Sequence[Came]
    site_id: int | None = None
    team: str = ""
    programme: str = ""
    result: str = ""


def record_visit(
    *, circle_id: int, details: Details, by: Member, now: datetime, not_secret: bool = False
) -> Visit:
    """Begin the record of a visit; nobody else sees it before it is sent.

    Raises Circle.DoesNotExist, CircleClosed, NoTopic, VisitsItself, NotAMember, NotItsSite,
    NobodyCame, TooMany, NotYetOver and TooLongAgo.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    visit = Visit(circle=circle, organization_id=by.organization_id, by=by.id, at=now)
    return _fill(visit, details, by=by, now=now, not_secret=not_secret)


def change_visit(
    *, visit_id: int, details: Details, by: Member, now: datetime, not_secret: bool = False
) -> Visit:
    """Change a record that was not sent yet. Raises as `record_visit`, and SentAlready."""
    visit = unsent(visit_id, by)
    return _fill(visit, details, by=by, now=now, not_secret=not_secret)


def discard_visit(*, visit_id: int, by: Member) -> None:
    """Throw a record away that was not sent. Raises Visit.DoesNotExist and SentAlready."""
    unsent(visit_id, by).delete()


def note_finding(
    *,
    visit_id: int,
    area: str,
    severity: int,
    text: str,
    due_on: date,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Finding:
    """Add a finding to a record that was not sent yet, with the day until when to put it right.

    Raises Visit.DoesNotExist, SentAlready, NoFinding and DueInThePast.
    """
    visit = unsent(visit_id, by)
    text = line("text", text, LINE_LIMIT, not_secret=not_secret)
    if not text:
        raise NoFinding
    if closing_of(due_on) <= now:
        raise DueInThePast
    return Finding.objects.create(
        circle_id=visit.circle_id,
        organization_id=visit.organization_id,
        unit_id=visit.unit_id,
        site_id=visit.site_id,
        visit=visit,
        area=Area(area),
        severity=Finding.Severity(severity),
        text=text,
        due_on=due_on,
    )


def remove_finding(*, finding_id: int, by: Member) -> Visit:
    """Take a finding out of a record that was not sent yet.

    Raises Finding.DoesNotExist and SentAlready.
    """
    finding = findings_for(by).get(id=finding_id, visit__isnull=False)
    visit = unsent(finding.visit_id or 0, by)
    finding.delete()
    return visit


def _fill(visit: Visit, details: Details, *, by: Member, now: datetime, not_secret: bool) -> Visit:
    """Check what was filled in and write it down."""
    if details.unit_id == by.organization_id:
        raise VisitsItself
    require_plausible(details.on, now)
    visit.kind = Visit.Kind(details.kind)
    visit.unit_id, visit.on = details.unit_id, details.on
    require_unit(visit, now, "unit")
    visit.site_id = _site_of(visit, details.site_id, by)
    visit.topic = line("topic", details.topic, LINE_LIMIT, not_secret=not_secret)
    if not visit.topic:
        raise NoTopic
    visit.team = line("team", details.team, TEAM_LIMIT, not_secret=not_secret)
    visit.programme = words("programme", details.programme, TEXT_LIMIT, not_secret=not_secret)
    visit.result = words("result", details.result, TEXT_LIMIT, not_secret=not_secret)
    came = [_delegation(one, not_secret) for one in details.came if one.persons]
    if not came:
        raise NobodyCame
    visit.save()
    visit.findings.update(unit_id=visit.unit_id, site_id=visit.site_id)
    visit.delegations.all().delete()
    for one in came:
        one.circle_id, one.visit = visit.circle_id, visit
    Delegation.objects.bulk_create(came)
    return visit


def _delegation(came: Came, not_secret: bool) -> Delegation:
    if not 0 < came.persons <= MOST_PERSONS:
        raise TooMany
    name = line("others", came.name, NAME_LIMIT, not_secret=not_secret)
    if came.organization_id is None and not name:
        raise NobodyCame
    return Delegation(
        organization_id=came.organization_id,
        name="" if came.organization_id else name,
        persons=came.persons,
    )


def require_unit(visit: Visit, now: datetime, field: str) -> None:
    """Refuse, at a field, a visited unit that is no member of the circle now."""
    try:
        require_member(visit.circle_id, visit.unit_id, now)
    except NotAMember as refusal:
        refusal.field = field
        raise


def _site_of(visit: Visit, site_id: int | None, by: Member) -> int | None:
    if site_id is None:
        return None
    sites = places.sites_of(visit.circle_id, by).filter(organization_id=visit.unit_id)
    if not sites.filter(id=site_id).exists():
        raise NotItsSite
    return site_id


def unsent(visit_id: int, by: Member) -> Visit:
    """A record of `by`'s organization that was not sent yet, held."""
    by.require(MANAGE)
    visit = asking.locked(visit_id, by)
    if visit.organization_id != by.organization_id:
        raise OnlyTheVisitors
    if visit.sent_at:
        raise SentAlready
    return visit
