"""Drafting plans and copying them."""

from datetime import date, datetime

from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.actions import open_circle
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.plans import queries, rules
from lienket.plans.actions.tasks import MANAGE, PlanIsFixed
from lienket.plans.events import PlanChanged, PlanDiscarded, PlanDrafted
from lienket.plans.models import Plan, Task, TaskDependency
from lienket.regulations.models import Regulation

TITLE_LIMIT = 300


class NoPlanTitle(Refusal):
    """Give the plan a title."""

    field = "title"


class EndsBeforeItStarts(Refusal):
    """The plan ends before it starts. Choose a later last day."""

    field = "ends_on"


class NoSuchRegulation(Refusal):
    """This regulation does not belong to the circle."""

    field = "regulation"


class OnlyTheDrafter(NotAllowed):
    """Only the organization that drafts the plan may do this."""


def draft_plan(
    *,
    circle_id: int,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    by: Member,
    now: datetime,
    regulation_id: int | None = None,
    not_secret: bool = False,
) -> Plan:
    """Begin a plan; nobody else sees it until it is put to the members.

    Raises Circle.DoesNotExist, CircleClosed and the refusals above about what was filled in.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    plan = Plan(circle=circle, organization_id=by.organization_id, drafted_at=now)
    _fill(plan, kind, title, starts_on, ends_on, regulation_id, not_secret)
    plan.save()
    journal.record(PlanDrafted(plan.id), by=by, at=now, circle_id=circle.id)
    return plan


def change_plan(
    *,
    plan_id: int,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    by: Member,
    now: datetime,
    regulation_id: int | None = None,
    not_secret: bool = False,
) -> Plan:
    """Change the head of one's own draft. Raises OnlyTheDrafter and PlanIsFixed."""
    by.require(MANAGE)
    plan = draft_of(plan_id, by)
    _fill(plan, kind, title, starts_on, ends_on, regulation_id, not_secret)
    plan.save()
    journal.record(PlanChanged(plan.id), by=by, at=now, circle_id=plan.circle_id)
    return plan


def discard_plan(*, plan_id: int, by: Member, now: datetime) -> None:
    """Throw one's own draft away with its tasks. Raises OnlyTheDrafter and PlanIsFixed."""
    by.require(MANAGE)
    plan = draft_of(plan_id, by)
    plan.delete()
    journal.record(PlanDiscarded(plan_id), by=by, at=now, circle_id=plan.circle_id)


def copy_plan(*, plan_id: int, by: Member, now: datetime) -> Plan:
    """Begin next year's plan from this one: the same tasks, all days a year later.

    Tasks of organizations that have left the circle are left out.
    """
    by.require(MANAGE)
    old = queries.plans_for(by).get(id=plan_id)
    circle = open_circle(old.circle_id, by)
    plan = Plan.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        regulation_id=old.regulation_id,
        kind=old.kind,
        title=old.title.replace(str(old.starts_on.year), str(old.starts_on.year + 1)),
        starts_on=rules.same_day(old.starts_on, 1),
        ends_on=rules.same_day(old.ends_on, 1),
        drafted_at=now,
    )
    members = set(circles.members_of(circle.id, now).values_list("organization_id", flat=True))
    copies: dict[int, Task] = {}
    for task in old.tasks.filter(dropped_at=None, organization__in=members).order_by("id"):
        local = timezone.localtime(task.due_at)
        copies[task.id] = Task.objects.create(
            circle=circle,
            plan=plan,
            asker_id=by.organization_id,
            organization_id=task.organization_id,
            title=task.title,
            detail=task.detail,
            starts_on=rules.same_day(task.starts_on, 1) if task.starts_on else None,
            due_at=datetime.combine(rules.same_day(local.date(), 1), local.timetz()),
        )
    for link in TaskDependency.objects.filter(task__in=copies, after__in=copies):
        TaskDependency.objects.create(
            circle=circle, task=copies[link.task_id], after=copies[link.after_id]
        )
    journal.record(PlanDrafted(plan.id), by=by, at=now, circle_id=circle.id)
    return plan


# ---- Steps -------------------------------------------------------------------------------------


def _fill(
    plan: Plan,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    regulation_id: int | None,
    not_secret: bool,
) -> None:
    with about("title"):
        plan.title = clean_line(title, TITLE_LIMIT, not_secret=not_secret)
    if not plan.title:
        raise NoPlanTitle
    if ends_on < starts_on:
        raise EndsBeforeItStarts
    regulations = Regulation.objects.filter(circle_id=plan.circle_id)
    if regulation_id is not None and not regulations.filter(id=regulation_id).exists():
        raise NoSuchRegulation
    plan.kind, plan.starts_on, plan.ends_on = kind, starts_on, ends_on
    plan.regulation_id = regulation_id


def draft_of(plan_id: int, by: Member) -> Plan:
    """One's own draft, held. Raises OnlyTheDrafter and PlanIsFixed."""
    plan = locked_plan(plan_id, by)
    require_drafter(plan, by)
    if plan.submitted_at or plan.adopted_at:
        raise PlanIsFixed
    return plan


def locked_plan(plan_id: int, by: Actor) -> Plan:
    """A plan that `by` may see, held until this transaction ends."""
    return queries.plans_for(by).select_for_update(of=("self",)).get(id=plan_id)


def require_drafter(plan: Plan, by: Member) -> None:
    """Refuse anybody but the organization that drafts the plan."""
    if plan.organization_id != by.organization_id:
        raise OnlyTheDrafter
