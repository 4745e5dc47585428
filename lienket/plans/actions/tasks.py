"""Giving tasks, reporting on them, confirming, returning, moving and dropping them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.text import clean_line, clean_text
from lienket.exchange.actions.bulletins import CircleClosed
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.organizations import queries as organizations
from lienket.organizations.models import Appointment
from lienket.plans import queries, rules
from lienket.plans.actions.opening import (
    arrange,
    arrange_followers,
    close_ask,
    open_ask,
    settle_ask,
    take_number,
)
from lienket.plans.events import (
    TaskConfirmed,
    TaskDropped,
    TaskGiven,
    TaskMoved,
    TaskReported,
    TaskReturned,
)
from lienket.plans.models import Assignment, Entry, EntryFile, Plan, Task, TaskDependency

MANAGE = Appointment.Right.MANAGE_AGREEMENT
ANSWER = Appointment.Right.ANSWER_RECEIPT
TITLE_LIMIT = 300
DETAIL_LIMIT = 10_000
SOURCE_LIMIT = 200
TEXT_LIMIT = 5_000
REASON_LIMIT = 500


class NoTaskTitle(Refusal):
    """Say in one line what is to be done."""

    field = "title"


class NotAMember(Refusal):
    """This organization is not a member of the circle. Choose one of its members."""

    field = "organization"


class DueInThePast(Refusal):
    """The task would be due in the past. Choose a later day."""

    field = "due_on"


class StartsAfterItsEnd(Refusal):
    """The task would start after it is due. Choose an earlier start or a later due day."""

    field = "starts_on"


class OutsideThePlan(Refusal):
    """The task would be due outside the period of the plan. Choose a day within it."""

    field = "due_on"


class ComesAfterItself(Refusal):
    """These tasks would wait for one another in a circle. Take one of them out of the order."""

    field = "after"


class NotOfThisPlan(Refusal):
    """A task can only come after a task of the same plan."""

    field = "after"


class PlanIsFixed(Refusal):
    """The plan was put to the members already. Take it back to change it."""


class OnlyTheAsker(NotAllowed):
    """Only the organization that gave the task may do this."""


class OnlyWhoCarriesItOut(NotAllowed):
    """Only the organization that carries the task out may do this."""


class TaskIsOver(Refusal):
    """This task is done or was dropped; nothing more is to be reported."""


class TaskNotGivenYet(Refusal):
    """This task is part of a draft and was not given yet."""


class AwaitsConfirmation(Refusal):
    """This task was reported as done and waits for the confirmation of whoever gave it."""


class NothingReported(Refusal):
    """Nobody has reported this task as done yet."""


class NoReport(Refusal):
    """Write what was done, give the share that is done, or attach a file."""

    field = "text"


class NoEvidence(Refusal):
    """Say in words how it was done, or attach a file that shows it."""

    field = "text"


class BadShare(Refusal):
    """The share done lies between 0 and 100 per cent."""

    field = "percent"


class NoReason(Refusal):
    """Give the reason; the other side reads it."""

    field = "reason"


class NotYourColleague(Refusal):
    """Choose somebody who holds an office in your organization now."""

    field = "appointment"


def give_task(
    *,
    circle_id: int,
    title: str,
    organization_id: int,
    due_at: datetime,
    by: Member,
    now: datetime,
    detail: str = "",
    starts_on: date | None = None,
    plan: Plan | None = None,
    source: str = "",
    after: Iterable[int] = (),
    not_secret: bool = False,
) -> Task:
    """Give a member of a circle a task: it is asked for at once, or on the day it starts.

    A task of a plan that is still a draft is given when the plan is adopted. `after` are the ids
    of tasks of the same plan that must be done first. Raises Circle.DoesNotExist, CircleClosed,
    PlanIsFixed and the refusals above about what was filled in.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    task = Task(
        circle=circle,
        plan=plan,
        asker_id=by.organization_id,
        source=clean_line(source, SOURCE_LIMIT, not_secret=not_secret),
    )
    _require_own(plan, by)
    _fill(
        task,
        title=title,
        detail=detail,
        organization_id=organization_id,
        starts_on=starts_on,
        due_at=due_at,
        now=now,
        not_secret=not_secret,
    )
    task.save()
    _put_after(task, after)
    if plan is None or plan.adopted_at:
        give(task, by=by, now=now)
    return task


def give(task: Task, *, by: Actor, now: datetime) -> None:
    """Number a task and ask for it when its time has come."""
    task.given_at = now
    task.reference = take_number(task.circle_id, rules.TASK_PREFIX, now)
    task.save(update_fields=["given_at", "reference"])
    arrange(task, now=now)
    journal.record(
        TaskGiven(task.id, task.organization_id), by=by, at=now, circle_id=task.circle_id
    )


def change_task(
    *,
    task_id: int,
    title: str,
    organization_id: int,
    due_at: datetime,
    by: Member,
    now: datetime,
    detail: str = "",
    starts_on: date | None = None,
    after: Iterable[int] = (),
    not_secret: bool = False,
) -> Task:
    """Change a task of one's own draft. Raises as `give_task` does, and PlanIsFixed."""
    by.require(MANAGE)
    task = _draft_task(task_id, by)
    _fill(
        task,
        title=title,
        detail=detail,
        organization_id=organization_id,
        starts_on=starts_on,
        due_at=due_at,
        now=now,
        not_secret=not_secret,
    )
    task.save()
    TaskDependency.objects.filter(task=task).delete()
    _put_after(task, after)
    return task


def remove_task(*, task_id: int, by: Member) -> None:
    """Take a task out of one's own draft. Raises PlanIsFixed."""
    by.require(MANAGE)
    _draft_task(task_id, by).delete()


def report(
    *,
    task_id: int,
    by: Actor,
    now: datetime,
    text: str = "",
    percent: int | None = None,
    files: Sequence[Inspected] = (),
    done: bool = False,
    not_secret: bool = False,
) -> Entry:
    """Report progress on a task of one's own organization, or that it is `done`.

    Done needs words or a file; then the asker confirms or returns it. What one has asked of
    oneself, and a step that asks for no answer, is done at once. Raises Task.DoesNotExist,
    OnlyWhoCarriesItOut, TaskIsOver, TaskNotGivenYet, AwaitsConfirmation, NoReport, NoEvidence
    and BadShare.
    """
    by.require(ANSWER)
    task = locked(task_id, by)
    if task.organization_id not in by.organizations:
        raise OnlyWhoCarriesItOut
    _require_open(task)
    with about("text"):
        text = clean_text(text, TEXT_LIMIT, not_secret=not_secret)
    if percent is not None and not 0 <= percent <= 100:
        raise BadShare
    if done and task.needs_answer and not text and not files:
        raise NoEvidence
    if not done and not text and not files and percent is None:
        raise NoReport
    entry = _write(
        task,
        Entry.Kind.DONE if done else Entry.Kind.PROGRESS,
        text,
        by=by,
        now=now,
        percent=100 if done else percent,
    )
    for inspected in files:
        file = documents.keep(inspected, circle_id=task.circle_id, by=by, now=now)
        EntryFile.objects.create(circle_id=task.circle_id, entry=entry, file=file)
    if entry.percent is not None:
        task.percent = entry.percent
    if done:
        task.reported_at, task.opens_at = now, None
        settle_ask(task, now=now)
        if task.asker_id == task.organization_id or not task.needs_answer:
            task.done_at = now
    task.save(update_fields=["percent", "reported_at", "done_at", "opens_at"])
    if task.done_at:
        arrange_followers(task, now=now)
    journal.record(
        TaskReported(task.id, task.organization_id, done, task.run_id),
        by=by,
        at=now,
        circle_id=task.circle_id,
    )
    return entry


def confirm_done(*, task_id: int, by: Member, now: datetime) -> Task:
    """As the asker, agree that a task is done; whoever waited for it is asked now.

    Confirming twice is harmless. Raises Task.DoesNotExist, OnlyTheAsker and NothingReported.
    """
    by.require(ANSWER)
    task = _of_asker(task_id, by)
    if task.done_at:
        return task
    if task.reported_at is None or task.dropped_at:
        raise NothingReported
    task.done_at = now
    task.save(update_fields=["done_at"])
    _write(task, Entry.Kind.CONFIRMED, "", by=by, now=now)
    arrange_followers(task, now=now)
    journal.record(
        TaskConfirmed(task.id, task.organization_id), by=by, at=now, circle_id=task.circle_id
    )
    return task


def return_(
    *, task_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Task:
    """As the asker, return a task that was reported as done: it is asked for again.

    Raises Task.DoesNotExist, OnlyTheAsker, NothingReported, TaskIsOver and NoReason.
    """
    by.require(ANSWER)
    task = _of_asker(task_id, by)
    if task.done_at or task.dropped_at:
        raise TaskIsOver
    if task.reported_at is None:
        raise NothingReported
    _write(task, Entry.Kind.RETURNED, _reason(reason, not_secret), by=by, now=now)
    task.reported_at = None
    task.save(update_fields=["reported_at"])
    open_ask(task, now=now)
    journal.record(
        TaskReturned(task.id, task.organization_id), by=by, at=now, circle_id=task.circle_id
    )
    return task


def move_due(
    *,
    task_id: int,
    due_at: datetime,
    reason: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Task:
    """As the asker, move the due day of a task that is not done; the earlier one stays on record.

    Raises Task.DoesNotExist, OnlyTheAsker, TaskIsOver, DueInThePast, StartsAfterItsEnd, NoReason.
    """
    by.require(MANAGE)
    task = _of_asker(task_id, by)
    _require_open(task)
    _check_days(task.starts_on, due_at, now)
    _write(
        task,
        Entry.Kind.MOVED,
        _reason(reason, not_secret),
        by=by,
        now=now,
        due_before=task.due_at,
    )
    task.due_at = due_at
    task.save(update_fields=["due_at"])
    if task.ask_id:
        open_ask(task, now=now)
    journal.record(
        TaskMoved(task.id, task.organization_id), by=by, at=now, circle_id=task.circle_id
    )
    return task


def drop(*, task_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False) -> Task:
    """As the asker, drop a task: nobody is asked for it any more, and nobody waits for it.

    Raises Task.DoesNotExist, OnlyTheAsker, TaskIsOver, TaskNotGivenYet and NoReason.
    """
    by.require(MANAGE)
    task = _of_asker(task_id, by)
    if task.given_at is None:
        raise TaskNotGivenYet
    if task.done_at or task.dropped_at:
        raise TaskIsOver
    _write(task, Entry.Kind.DROPPED, _reason(reason, not_secret), by=by, now=now)
    close_ask(task, now=now)
    task.dropped_at, task.opens_at = now, None
    task.save(update_fields=["dropped_at", "opens_at"])
    arrange_followers(task, now=now)
    journal.record(
        TaskDropped(task.id, task.organization_id, task.run_id),
        by=by,
        at=now,
        circle_id=task.circle_id,
    )
    return task


def assign(*, task_id: int, appointment_id: int | None, by: Member, now: datetime) -> None:
    """Say who in one's own organization carries a task out; nobody outside learns it.

    Raises Task.DoesNotExist, OnlyWhoCarriesItOut and NotYourColleague.
    """
    by.require(ANSWER)
    task = locked(task_id, by)
    if task.organization_id != by.organization_id:
        raise OnlyWhoCarriesItOut
    mine = Assignment.objects.filter(organization_id=by.organization_id, task=task)
    mine.delete()
    if appointment_id is None:
        return
    colleagues = organizations.appointments_for(by, now)
    if not colleagues.filter(id=appointment_id).exists():
        raise NotYourColleague
    Assignment.objects.create(
        organization_id=by.organization_id, task=task, appointment_id=appointment_id
    )


# ---- What the verbs share ----------------------------------------------------------------------


def open_circle(circle_id: int, by: Actor) -> Circle:
    """A circle of `by` in which something may still begin. Raises DoesNotExist, CircleClosed."""
    circle = circles.circles_for(by).select_related("parent").get(id=circle_id)
    if circle.closed_at or (circle.parent and circle.parent.closed_at):
        raise CircleClosed
    return circle


def require_member(circle_id: int, organization_id: int, now: datetime) -> None:
    """Refuse an organization that cannot be asked here: a stranger or an observer."""
    full = circles.members_of(circle_id, now).filter(role=Membership.Role.MEMBER)
    if not full.filter(organization_id=organization_id).exists():
        raise NotAMember


def locked(task_id: int, by: Actor) -> Task:
    """A task that `by` may see, held until this transaction ends."""
    return queries.tasks_for(by).select_for_update(of=("self",)).get(id=task_id)


def _of_asker(task_id: int, by: Member) -> Task:
    task = locked(task_id, by)
    if task.asker_id != by.organization_id:
        raise OnlyTheAsker
    return task


def _draft_task(task_id: int, by: Member) -> Task:
    task = _of_asker(task_id, by)
    if task.given_at or (task.plan and task.plan.submitted_at):
        raise PlanIsFixed
    return task


def _require_own(plan: Plan | None, by: Member) -> None:
    if plan is None:
        return
    if plan.organization_id != by.organization_id:
        raise OnlyTheAsker
    if plan.submitted_at and not plan.adopted_at:
        raise PlanIsFixed


def _require_open(task: Task) -> None:
    if task.given_at is None:
        raise TaskNotGivenYet
    if task.done_at or task.dropped_at:
        raise TaskIsOver
    if task.reported_at:
        raise AwaitsConfirmation


def _fill(
    task: Task,
    *,
    title: str,
    detail: str,
    organization_id: int,
    starts_on: date | None,
    due_at: datetime,
    now: datetime,
    not_secret: bool,
) -> None:
    """Check what was filled in and put it into `task`."""
    with about("title"):
        task.title = clean_line(title, TITLE_LIMIT, not_secret=not_secret)
    with about("detail"):
        task.detail = clean_text(detail, DETAIL_LIMIT, not_secret=not_secret)
    if not task.title:
        raise NoTaskTitle
    require_member(task.circle_id, organization_id, now)
    _check_days(starts_on, due_at, now)
    if task.plan and not task.plan.starts_on <= timezone.localdate(due_at) <= task.plan.ends_on:
        raise OutsideThePlan
    task.organization_id, task.starts_on, task.due_at = organization_id, starts_on, due_at


def _check_days(starts_on: date | None, due_at: datetime, now: datetime) -> None:
    if due_at <= now:
        raise DueInThePast
    if starts_on and queries.midnight(starts_on) >= due_at:
        raise StartsAfterItsEnd


def _put_after(task: Task, after: Iterable[int]) -> None:
    """Let a task come after others of the same plan."""
    wanted = set(after)
    if not wanted:
        return
    same = Task.objects.filter(circle_id=task.circle_id, plan=task.plan, run=task.run)
    if same.filter(id__in=wanted - {task.id}).count() < len(wanted):
        raise NotOfThisPlan if task.id not in wanted else ComesAfterItself
    order: dict[int, list[int]] = {}
    for task_id, after_id in TaskDependency.objects.filter(task__in=same).values_list(
        "task_id", "after_id"
    ):
        order.setdefault(task_id, []).append(after_id)
    if any(rules.finds_a_way(order, one, task.id) for one in wanted):
        raise ComesAfterItself
    TaskDependency.objects.bulk_create(
        TaskDependency(circle_id=task.circle_id, task=task, after_id=one) for one in sorted(wanted)
    )


def _reason(reason: str, not_secret: bool) -> str:
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    return reason


def _write(
    task: Task,
    kind: str,
    text: str,
    *,
    by: Actor,
    now: datetime,
    percent: int | None = None,
    due_before: datetime | None = None,
) -> Entry:
    (organization_id,) = by.organizations
    return Entry.objects.create(
        circle_id=task.circle_id,
        task=task,
        organization_id=organization_id,
        kind=kind,
        text=text,
        percent=percent,
        due_before=due_before,
        by=by.id,
        at=now,
    )
