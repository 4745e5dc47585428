"""Visits: the record is written, sent to whoever was visited, and countersigned or commented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lienket.circles.actions import open_circle, take_number
from lienket.documents import actions as documents
from lienket.inspections import papers, rules
from lienket.inspections.actions import asking
from lienket.inspections.actions.common import (
    ANSWER,
    LINE_LIMIT,
    MANAGE,
    line,
    require_plausible,
    words,
)
from lienket.inspections.actions.findings import give_task
from lienket.inspections.events import VisitRecorded, VisitRemarked
from lienket.inspections.models import Area, Delegation, Finding, Remark, Visit
from lienket.inspections.queries.findings import findings_for
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.places import queries as places
from lienket.plans.actions.tasks import DueInThePast, NotAMember, require_member
from lienket.plans.rules import closing_of

TEAM_LIMIT, NAME_LIMIT, PLACE_LIMIT, TEXT_LIMIT = 120, 200, 60, 10_000
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


class NotSentYet(Refusal):
    """This record was not sent yet."""

    status = 409


class OnlyTheVisitors(NotAllowed):
    """Only the organization that visited may do this."""


class OnlyTheVisited(NotAllowed):
    """Only the unit that was visited may do this."""


class NoResult(Refusal):
    """Write the result of the visit first."""

    field = "place"


class NoPlaceOfIssue(Refusal):
    """Say where the record is issued, as it stands before the date: a commune or a city."""

    field = "place"


class NoFinding(Refusal):
    """Say in one line what is not in order."""

    field = "text"


class NoComment(Refusal):
    """Write your comment; the visitors read it."""

    field = "comment"


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
    visit = _unsent(visit_id, by)
    return _fill(visit, details, by=by, now=now, not_secret=not_secret)


def discard_visit(*, visit_id: int, by: Member) -> None:
    """Throw a record away that was not sent. Raises Visit.DoesNotExist and SentAlready."""
    _unsent(visit_id, by).delete()


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
    visit = _unsent(visit_id, by)
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
    visit = _unsent(finding.visit_id or 0, by)
    finding.delete()
    return visit


def send_record(
    *, visit_id: int, place: str, by: Member, now: datetime, not_secret: bool = False
) -> Visit:
    """Number the record, issue it as a paper, give the tasks, and ask the unit for its word on it.

    Raises Visit.DoesNotExist, SentAlready, NoResult, NoPlaceOfIssue, NotAMember for a unit that has
    left, and DueInThePast for a finding that is due too early by now.
    """
    visit = _unsent(visit_id, by)
    circle = open_circle(visit.circle_id, by)
    place = line("place", place, PLACE_LIMIT, not_secret=not_secret)
    if not place:
        raise NoPlaceOfIssue
    if not visit.result:
        raise NoResult
    _require_unit(visit, now, "place")
    visit.reference = take_number(circle, rules.VISIT[visit.kind], now=now)
    visit.sent_at = now
    findings = list(visit.findings.order_by("severity", "id"))
    for finding in findings:
        finding.reference = take_number(circle, rules.FINDING, now=now)
        finding.found_at = now
        finding.visit = visit
        finding.save(update_fields=["reference", "found_at"])
    visit.document = documents.issue(
        circle_id=circle.id,
        paper=papers.record_of(visit, findings, place),
        kind=papers.KIND,
        notation=visit.organization.short_name,
        by=by,
        now=now,
    )
    visit.save(update_fields=["reference", "sent_at", "document"])
    for finding in findings:
        assert finding.due_on
        give_task(finding, visit.unit_id, finding.due_on, by=by, now=now, not_secret=True)
    asking.ask_for_a_word(visit, now=now)
    journal.record(VisitRecorded(visit.id, visit.unit_id), by=by, at=now, circle_id=circle.id)
    return visit


def remark(
    *,
    visit_id: int,
    kind: str,
    by: Actor,
    now: datetime,
    comment: str = "",
    not_secret: bool = False,
) -> Remark:
    """As whoever was visited, countersign the record as received, or comment on it.

    Either answers what was asked; a comment may be added later, and the visitors hear of it.
    Raises Visit.DoesNotExist, OnlyTheVisited, NotSentYet and NoComment.
    """
    by.require(ANSWER)
    visit = asking.locked(visit_id, by)
    if visit.unit_id not in by.organizations:
        raise OnlyTheVisited
    if visit.sent_at is None:
        raise NotSentYet
    said = Remark(
        circle_id=visit.circle_id,
        visit=visit,
        organization_id=visit.unit_id,
        kind=Remark.Kind(kind),
        words=words("comment", comment, TEXT_LIMIT, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    if said.kind == Remark.Kind.COMMENT and not said.words:
        raise NoComment
    said.save()
    visit.answered_at = visit.answered_at or now
    visit.save(update_fields=["answered_at"])
    asking.settle(visit, now=now)
    if said.words:
        asking.tell_visitors(visit, now=now)
    journal.record(VisitRemarked(visit.id, visit.unit_id), by=by, at=now, circle_id=visit.circle_id)
    return said


def _fill(visit: Visit, details: Details, *, by: Member, now: datetime, not_secret: bool) -> Visit:
    """Check what was filled in and write it down."""
    if details.unit_id == by.organization_id:
        raise VisitsItself
    require_plausible(details.on, now)
    visit.kind = Visit.Kind(details.kind)
    visit.unit_id, visit.on = details.unit_id, details.on
    _require_unit(visit, now, "unit")
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


def _require_unit(visit: Visit, now: datetime, field: str) -> None:
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


def _unsent(visit_id: int, by: Member) -> Visit:
    by.require(MANAGE)
    visit = asking.locked(visit_id, by)
    if visit.organization_id != by.organization_id:
        raise OnlyTheVisitors
    if visit.sent_at:
        raise SentAlready
    return visit
