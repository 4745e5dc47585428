"""Giving tasks, and what all verbs about tasks share."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.actions import open_circle, take_number
from lienket.circles.models import Membership
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.organizations.models import Appointment
from lienket.plans import queries, rules
from lienket.plans.actions.opening import arrange
from lienket.plans.events import TaskChanged, TaskGiven, TaskRemoved, TaskWritten
from lienket.plans.models import Entry, Plan, Task, TaskDependency

MANAGE = Appointment.Right.MANAGE_AGREEMENT
ANSWER = Appointment.Right.ANSWER_RECEIPT
TITLE_LIMIT = 300
DETAIL_LIMIT = 10_000
SOURCE_LIMIT = 200


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


class TaskIsOver(Refusal):
    """This task is done or was dropped; nothing more is to be reported."""


class TaskNotGivenYet(Refusal):
    """This task is part of a draft and was not given yet."""


class AwaitsConfirmation(Refusal):
    """This task was reported as done and waits for the confirmation of whoever gave it."""


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
    else:
        journal.record(TaskWritten(task.id), by=by, at=now, circle_id=task.circle_id)
    return task


def give(task: Task, *, by: Actor, now: datetime) -> None:
    """Number a task and ask for it when its time has come."""
    task.given_at = now
    task.reference = take_number(task.circle, rules.TASK_PREFIX, now=now)
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
    journal.record(TaskChanged(task.id), by=by, at=now, circle_id=task.circle_id)
    return task


def remove_task(*, task_id: int, by: Member, now: datetime) -> None:
    """Take a task out of one's own draft. Raises PlanIsFixed."""
    by.require(MANAGE)
    task = _draft_task(task_id, by)
    task.delete()
    journal.record(TaskRemoved(task_id), by=by, at=now, circle_id=task.circle_id)


# ---- What the verbs share ----------------------------------------------------------------------


def require_member(circle_id: int, organization_id: int, now: datetime) -> None:
    """Refuse an organization that cannot be asked here: a stranger or an observer."""
    full = circles.members_of(circle_id, now).filter(role=Membership.Role.MEMBER)
    if not full.filter(organization_id=organization_id).exists():
        raise NotAMember


def locked(task_id: int, by: Actor) -> Task:
    """A task that `by` may see, held until this transaction ends."""
    return queries.tasks_for(by).select_for_update(of=("self",)).get(id=task_id)


def of_asker(task_id: int, by: Member) -> Task:
    """A task that the organization of `by` gave, held. Raises OnlyTheAsker."""
    task = locked(task_id, by)
    if task.asker_id != by.organization_id:
        raise OnlyTheAsker
    return task


def _draft_task(task_id: int, by: Member) -> Task:
    task = of_asker(task_id, by)
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


def require_open(task: Task) -> None:
    """Refuse a task that is a draft, over, or waits for its confirmation."""
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
    check_days(starts_on, due_at, now)
    if task.plan and not task.plan.starts_on <= timezone.localdate(due_at) <= task.plan.ends_on:
        raise OutsideThePlan
    task.organization_id, task.starts_on, task.due_at = organization_id, starts_on, due_at


def check_days(starts_on: date | None, due_at: datetime, now: datetime) -> None:
    """Refuse a due time that has passed, and a start after it."""
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


def write(
    task: Task,
    kind: str,
    text: str,
    *,
    by: Actor,
    now: datetime,
    percent: int | None = None,
    due_before: datetime | None = None,
) -> Entry:
    """Add a line to the history of a task."""
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
