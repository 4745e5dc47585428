"""What becomes of a finding: a task to put it right, and somebody who looks again."""

from datetime import date, datetime

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.kinds import PICTURES
from lienket.incidents.actions.reporting import NotAPhoto
from lienket.inspections.actions.common import MANAGE, line
from lienket.inspections.events import FindingAssigned, FindingClosed, FindingReturned
from lienket.inspections.models import Finding, Reinspection
from lienket.inspections.queries import findings as queries
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.plans import actions as plans
from lienket.plans.actions.deciding import REASON_LIMIT, NoReason
from lienket.plans.actions.tasks import DueInThePast
from lienket.plans.models import Entry, Task
from lienket.plans.rules import closing_of


class OnlyTheFinder(NotAllowed):
    """Only the organization that found it may do this."""


class AssignedAlready(Refusal):
    """Somebody is putting this right already. Move or drop that task if it is not the right one."""

    status = 409


class NothingToLookAt(Refusal):
    """Nobody has reported this as put right, or the report waits for whoever gave the task."""

    status = 409


class FindingIsClosed(Refusal):
    """This finding is closed. If it is lacking again, the next inspection finds it anew."""

    status = 409


class OnlyMembers(NotAllowed):
    """Observers read what was found. A member of the circle looks again."""


class SameHands(NotAllowed):
    """Who reported it as put right does not look again. A colleague or another member does."""


class NotYours(NotAllowed):
    """Who put it right does not close it. Whoever found it looks again, or another member."""


def assign(
    *,
    finding_id: int,
    organization_id: int,
    due_on: date,
    by: Member,
    now: datetime,
    detail: str = "",
    not_secret: bool = False,
) -> Task:
    """As whoever found it, give a member the task to put it right until a day.

    Raises Finding.DoesNotExist, OnlyTheFinder, FindingIsClosed, AssignedAlready, and what giving a
    task refuses.
    """
    by.require(MANAGE)
    finding = _locked(finding_id, by)
    if finding.organization_id != by.organization_id:
        raise OnlyTheFinder
    if finding.task and not finding.task.dropped_at:
        raise AssignedAlready
    return give_task(
        finding, organization_id, due_on, detail=detail, by=by, now=now, not_secret=not_secret
    )


def close(
    *,
    finding_id: int,
    by: Member,
    now: datetime,
    words: str = "",
    photo: Inspected | None = None,
    not_secret: bool = False,
) -> Reinspection:
    """Having looked again, say that it is in order now; a report still open is confirmed with it.

    Raises Finding.DoesNotExist, FindingIsClosed, NothingToLookAt, OnlyMembers, NotYours, SameHands
    and NotAPhoto.
    """
    finding, task = _to_look_at(finding_id, by, now)
    words = line("words", words, REASON_LIMIT, not_secret=not_secret)
    if not task.done_at:
        plans.confirm_done(task_id=task.id, by=by, now=now)
    seen = _look(finding, task, True, words, photo, by=by, now=now)
    finding.closed_at = now
    finding.save(update_fields=["closed_at"])
    journal.record(FindingClosed(finding.id), by=by, at=now, circle_id=finding.circle_id)
    return seen


def return_(
    *,
    finding_id: int,
    reason: str,
    due_on: date,
    by: Member,
    now: datetime,
    photo: Inspected | None = None,
    not_secret: bool = False,
) -> Reinspection:
    """Having looked again, return it with the reason: it is asked for again until another day.

    Raises as `close`, and NoReason and DueInThePast.
    """
    finding, task = _to_look_at(finding_id, by, now)
    if closing_of(due_on) <= now:
        raise DueInThePast
    reason = line("reason", reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    seen = _look(finding, task, False, reason, photo, by=by, now=now)
    if task.done_at:
        # What is done stays done: the rest is a task of its own.
        doer = task.organization_id
        give_task(finding, doer, due_on, detail=reason, by=by, now=now, not_secret=True)
    else:
        plans.return_(task_id=task.id, reason=reason, by=by, now=now, not_secret=True)
        plans.move_due(
            task_id=task.id,
            due_at=closing_of(due_on),
            reason=reason,
            by=by,
            now=now,
            not_secret=True,
        )
    journal.record(FindingReturned(finding.id), by=by, at=now, circle_id=finding.circle_id)
    return seen


def may_reinspect(finding: Finding, by: Member, now: datetime) -> bool:
    """Whether it waits for somebody to look again, and `by` may be the one."""
    task = finding.task
    if finding.closed_at or task is None or not by.may(MANAGE) or not _is_put_right(task, by):
        return False
    hands_off = _is_of_doers(finding, task, by) or _reported_it(task, by)
    return not hands_off and _is_full_member(finding, by, now)


def give_task(
    finding: Finding,
    organization_id: int,
    due_on: date,
    *,
    by: Member,
    now: datetime,
    detail: str = "",
    not_secret: bool = False,
) -> Task:
    """The task to put a finding right; its words were looked at when they were written down."""
    task = plans.give_task(
        circle_id=finding.circle_id,
        title=finding.text,
        detail=detail,
        organization_id=organization_id,
        due_at=closing_of(due_on),
        source=f"{finding.reference} · {finding.origin}",
        by=by,
        now=now,
        not_secret=not_secret,
    )
    finding.task = task
    finding.save(update_fields=["task"])
    journal.record(FindingAssigned(finding.id, task.id), by=by, at=now, circle_id=finding.circle_id)
    return task


def _to_look_at(finding_id: int, by: Member, now: datetime) -> tuple[Finding, Task]:
    by.require(MANAGE)
    finding = _locked(finding_id, by)
    if finding.closed_at:
        raise FindingIsClosed
    task = finding.task
    if task is None or not _is_put_right(task, by):
        raise NothingToLookAt
    if not _is_full_member(finding, by, now):
        raise OnlyMembers
    if _is_of_doers(finding, task, by):
        raise NotYours
    if _reported_it(task, by):
        raise SameHands
    return finding, task


def _is_put_right(task: Task, by: Member) -> bool:
    """Done, or reported to `by`'s organization, which gave the task and so decides about it."""
    if task.dropped_at or not task.reported_at:
        return False
    return bool(task.done_at) or task.asker_id == by.organization_id


def _is_of_doers(finding: Finding, task: Task, by: Member) -> bool:
    """Whether `by` is of those who put it right and did not find it themselves."""
    return by.organization_id == task.organization_id != finding.organization_id


def _is_full_member(finding: Finding, by: Member, now: datetime) -> bool:
    full = circles.members_of(finding.circle_id, now).filter(role=Membership.Role.MEMBER)
    return full.filter(organization_id=by.organization_id).exists()


def _reported_it(task: Task, by: Member) -> bool:
    done = Entry.objects.filter(circle_id=task.circle_id, task=task, kind=Entry.Kind.DONE)
    return done.order_by("-at", "-id").values_list("by", flat=True).first() == by.id


def _look(
    finding: Finding,
    task: Task,
    passed: bool,
    words: str,
    photo: Inspected | None,
    *,
    by: Member,
    now: datetime,
) -> Reinspection:
    if photo and photo.kind not in PICTURES:
        with about("photo"):
            raise NotAPhoto
    circle_id = finding.circle_id
    return Reinspection.objects.create(
        circle_id=finding.circle_id,
        finding=finding,
        task=task,
        organization_id=by.organization_id,
        passed=passed,
        words=words,
        photo=documents.keep(photo, circle_id=circle_id, by=by, now=now) if photo else None,
        by=by.id,
        at=now,
    )


def _locked(finding_id: int, by: Member) -> Finding:
    found = queries.findings_for(by).filter(found_at__isnull=False)
    return found.select_for_update(of=("self",)).get(id=finding_id)
