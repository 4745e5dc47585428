"""Sending the record of a visit, and what the visited unit says of it."""

from datetime import datetime

from lienket.circles.actions import open_circle, take_number
from lienket.documents import actions as documents
from lienket.inspections import papers, rules
from lienket.inspections.actions import asking
from lienket.inspections.actions.common import ANSWER, line, words
from lienket.inspections.actions.findings import give_task
from lienket.inspections.actions.visits import TEXT_LIMIT, require_unit, unsent
from lienket.inspections.events import VisitRecorded, VisitRemarked
from lienket.inspections.models import Remark, Visit
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal

PLACE_LIMIT = 60


class NotSentYet(Refusal):
    """This record was not sent yet."""

    status = 409


class OnlyTheVisited(NotAllowed):
    """Only the unit that was visited may do this."""


class NoResult(Refusal):
    """Write the result of the visit first."""

    field = "place"


class NoPlaceOfIssue(Refusal):
    """Say where the record is issued, as it stands before the date: a commune or a city."""

    field = "place"


class NoComment(Refusal):
    """Write your comment; the visitors read it."""

    field = "comment"


def send_record(
    *, visit_id: int, place: str, by: Member, now: datetime, not_secret: bool = False
) -> Visit:
    """Number the record, issue it as a paper, give the tasks, and ask the unit for its word on it.

    Raises Visit.DoesNotExist, SentAlready, NoResult, NoPlaceOfIssue, NotAMember for a unit that has
    left, and DueInThePast for a finding that is due too early by now.
    """
    visit = unsent(visit_id, by)
    circle = open_circle(visit.circle_id, by)
    place = line("place", place, PLACE_LIMIT, not_secret=not_secret)
    if not place:
        raise NoPlaceOfIssue
    if not visit.result:
        raise NoResult
    require_unit(visit, now, "place")
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
