"""Which plans, tasks and playbooks somebody may see, and how tasks stand."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from lienket.delivery.models import Message
from lienket.escalation.models import Ask
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.organizations.queries import by_name
from lienket.plans import rules
from lienket.plans.models import Adoption, Entry, Plan, Playbook, Run, Task, TaskDependency
from lienket.plans.rules import Facts, Risk


def plans_for(by: Actor) -> QuerySet[Plan]:
    """The plans of all circles `by` belongs to; a draft only for whoever drafts it."""
    plans = Plan.objects.filter(circle_id__in=by.circles).select_related(
        "organization", "circle", "regulation"
    )
    if isinstance(by, LinkHolder):
        plans = plans.filter(
            id__in=Adoption.objects.filter(_asked_through(by)).values("plan_id"),
        )
    return plans.exclude(
        ~Q(organization_id__in=by.organizations), submitted_at=None, adopted_at=None
    ).order_by("-starts_on", "-id")


def tasks_for(by: Actor) -> QuerySet[Task]:
    """The tasks of all circles `by` belongs to; those of a plan only if the plan may be seen."""
    tasks = Task.objects.filter(circle_id__in=by.circles).select_related(
        "organization", "asker", "plan", "run", "circle", "ask"
    )
    if isinstance(by, LinkHolder):
        # A link opens the one task it was sent about, though that was asked anew meanwhile.
        return tasks.filter(
            organization_id__in=by.organizations,
            reference__in=Message.objects.filter(id=by.message_id, envelope__kind="task").values(
                "envelope__reference"
            ),
        )
    return tasks.exclude(
        ~Q(asker_id__in=by.organizations),
        plan__isnull=False,
        plan__submitted_at=None,
        plan__adopted_at=None,
    )


def playbooks_for(by: Actor) -> QuerySet[Playbook]:
    """The playbooks of all circles `by` belongs to; a draft only for its keeper and the chair."""
    return (
        Playbook.objects.filter(circle_id__in=by.circles)
        .exclude(
            ~Q(organization_id__in=by.organizations) & ~Q(circle__chair_id__in=by.organizations),
            approved_at=None,
        )
        .select_related("organization", "circle")
        .order_by(by_name("title"), "-version")
    )


def runs_for(by: Actor) -> QuerySet[Run]:
    """The started playbooks of all circles `by` belongs to, newest first."""
    return (
        Run.objects.filter(circle_id__in=by.circles)
        .select_related("playbook", "organization", "circle", "bulletin")
        .order_by("-started_at", "-id")
    )


def with_counts(plans: QuerySet[Plan]) -> QuerySet[Any]:
    """The same plans with `total` tasks that were not dropped, and how many of them are `done`."""
    kept = Q(tasks__dropped_at=None)
    return plans.annotate(
        total=Count("tasks", filter=kept),
        done=Count("tasks", filter=kept & Q(tasks__done_at__isnull=False)),
    )


def open_steps(run: Run) -> QuerySet[Task]:
    """The steps of a run that are neither done nor dropped."""
    return run.tasks.filter(done_at=None, dropped_at=None)


def ends_early(run: Run) -> bool:
    """Whether ending it now leaves steps undone that were asked for in earnest."""
    return not run.exercise and open_steps(run).exists()


def counted() -> Q:
    """Tasks that count in figures: exercises never do, nor what was dropped."""
    return Q(dropped_at=None) & (Q(run=None) | Q(run__exercise=False))


def waiting_for(by: Member) -> QuerySet[Task]:
    """The tasks of `by`'s organization that are asked for now, earliest due first."""
    return (
        tasks_for(by)
        .filter(
            organization_id=by.organization_id, ask__isnull=False, reported_at=None, done_at=None
        )
        .filter(dropped_at=None)
        .order_by("due_at", "id")
    )


def to_confirm(by: Member) -> QuerySet[Task]:
    """Tasks that others report as done and `by`'s organization has to confirm or return."""
    return (
        tasks_for(by)
        .filter(asker_id=by.organization_id, reported_at__isnull=False, done_at=None)
        .filter(dropped_at=None)
        .order_by("reported_at", "id")
    )


def adoptions_waiting_for(by: Member) -> QuerySet[Adoption]:
    """Plans that `by`'s organization is asked to adopt."""
    return (
        Adoption.objects.filter(
            organization_id=by.organization_id, adopted_at=None, ask__settled_at=None
        )
        .select_related("plan__organization", "plan__circle", "ask")
        .order_by("ask__due_at", "id")
    )


def _asked_through(by: LinkHolder) -> Q:
    envelope = Message.objects.filter(id=by.message_id).values("envelope_id")
    return Q(
        organization_id=by.organization_id,
        ask__in=Ask.objects.filter(envelope_id__in=envelope).values("id"),
    )


class Standing(NamedTuple):
    """One task with all that tells how it stands."""

    task: Task
    state: str
    risk: Risk
    awaits: list[Task]
    facts: Facts

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state not in {"done", "dropped", "reported"}


def standings(tasks: Iterable[Task], now: datetime) -> list[Standing]:
    """How tasks stand at `now`, in the order given; what they come after is looked up with them."""
    listed = list(tasks)
    ids = [task.id for task in listed]
    pairs = TaskDependency.objects.filter(task__in=ids).values_list("task_id", "after_id")
    before: dict[int, list[int]] = {}
    for task_id, after_id in pairs:
        before.setdefault(task_id, []).append(after_id)
    known = {task.id: task for task in listed}
    missing = {one for ones in before.values() for one in ones} - known.keys()
    known |= Task.objects.filter(id__in=missing).in_bulk()
    reports = dict(
        Entry.objects.filter(task__in=known, kind__in=[Entry.Kind.PROGRESS, Entry.Kind.DONE])
        .values_list("task_id")
        .annotate(Max("at"))
    )
    found: dict[int, Standing] = {}

    def stand(task: Task) -> Standing:
        if task.id not in found:
            awaited = [known[one] for one in before.get(task.id, ()) if one in known]
            still = [one for one in awaited if not (one.done_at or one.dropped_at)]
            slips = any(stand(one).state in {"late", "slipping"} for one in still)
            facts = _facts(task, reports.get(task.id), len(still), slips)
            found[task.id] = Standing(
                task, rules.state_of(facts, now), rules.risk_of(facts, now), still, facts
            )
        return found[task.id]

    return [stand(task) for task in listed]


def _facts(task: Task, last_report_at: datetime | None, awaited: int, slips: bool) -> Facts:
    return Facts(
        given_at=task.given_at,
        starts_at=midnight(task.starts_on) if task.starts_on else None,
        due_at=task.due_at,
        percent=task.percent,
        last_report_at=last_report_at,
        reported_at=task.reported_at,
        done_at=task.done_at,
        dropped_at=task.dropped_at,
        opened=task.ask_id is not None,
        awaited=awaited,
        awaited_slips=slips,
    )


def midnight(day: date) -> datetime:
    """The beginning of a local day."""
    return timezone.make_aware(datetime.combine(day, time()))
