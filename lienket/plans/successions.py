"""What a succession touches of plans: tasks that are not done, and the plans a unit keeps."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lienket.circles import queries as circles
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.plans import actions
from lienket.plans.models import Adoption, Plan, Playbook, PlaybookStep, Run, Task


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"tasks:{circle_id}"


def kept_key(circle_id: int) -> str:
    """The same for plans and playbooks that are kept."""
    return f"plans:{circle_id}"


@successions.touches
def tasks(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle in which tasks of the unit, or given by it, are open."""
    found = list(_open_tasks(organization_id).select_related("circle"))
    names = {task.circle_id: task.circle.name for task in found}
    for circle_id, count in sorted(Counter(task.circle_id for task in found).items()):
        yield Touched(
            key=key_of(circle_id),
            what=ngettext("{count} open task", "{count} open tasks", count).format(count=count),
            where=names[circle_id],
            url=reverse("plans:list", args=[circle_id]),
        )


@successions.touches
def kept(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle in which the unit keeps plans or playbooks, or has steps in one."""
    rows = (
        Plan.objects.filter(organization_id=organization_id, ends_on__gte=now.date()),
        Playbook.objects.filter(organization_id=organization_id, retired_at=None),
        PlaybookStep.objects.filter(organization_id=organization_id, playbook__retired_at=None),
    )
    names = {
        row.circle_id: row.circle.name for some in rows for row in some.select_related("circle")
    }
    for circle_id, name in sorted(names.items()):
        yield Touched(
            key=kept_key(circle_id),
            what=gettext("Plans it keeps, playbooks and its steps in them"),
            where=name,
            url=reverse("plans:list", args=[circle_id]),
        )


@successions.carries
def carry_tasks(handover: Handover, now: datetime) -> None:
    """The successor carries open tasks out, has those confirmed it gave, and keeps the plans.

    So it does with playbooks, their steps, and those that run. Where nobody succeeds, nobody is
    waited for to adopt a plan.
    """
    old, new = handover.predecessor_id, handover.successor_id
    pending = Adoption.objects.filter(
        organization_id=old, adopted_at=None, plan__submitted_at__isnull=False
    )
    # Held, so that nobody adopts them meanwhile.
    put = list(
        Plan.objects.select_for_update(of=("self",))
        .filter(id__in=pending.values("plan_id"), adopted_at=None)
        .order_by("id")
    )
    if new is None:
        _leave_out(old, put, now)
        _adopt_if_agreed(put, handover, now)
        return
    plans = Plan.objects.filter(organization_id=old)
    playbooks = Playbook.objects.filter(organization_id=old)
    steps = PlaybookStep.objects.filter(organization_id=old, playbook__retired_at=None)
    running = Run.objects.filter(organization_id=old, finished_at=None)
    ids = {
        circle_id
        for rows in (_open_tasks(old), plans, playbooks, steps, running, pending)
        for circle_id in rows.values_list("circle_id", flat=True)
    }
    for circle_id in ids:
        members = circles.members_of(circle_id, now)
        if not members.filter(organization_id=new).exists():
            continue
        if handover.takes(kept_key(circle_id)):
            for rows in (plans, playbooks, steps, running):
                rows.filter(circle_id=circle_id).update(organization_id=new)
        if not handover.takes(key_of(circle_id)):
            continue
        here = Task.objects.filter(circle_id=circle_id, done_at=None, dropped_at=None)
        here.filter(organization_id=old).update(organization_id=new)
        here.filter(asker_id=old).update(asker_id=new)
        asked = Adoption.objects.filter(circle_id=circle_id, adopted_at=None, organization_id=old)
        held = Adoption.objects.filter(circle_id=circle_id, organization_id=new)
        # Who is asked about a plan already is not asked twice.
        asked.exclude(plan_id__in=held.values("plan_id")).update(organization_id=new)
        asked.filter(organization_id=old).delete()
    _adopt_if_agreed(put, handover, now)


def _leave_out(organization_id: int, plans: Iterable[Plan], now: datetime) -> None:
    """Nobody does what a dissolved unit was to do; a plan for it alone goes back to its drafter."""
    for plan in plans:
        plan.tasks.filter(organization_id=organization_id).update(dropped_at=now)
        plan.adoptions.filter(organization_id=organization_id).delete()
        if not plan.adoptions.exists():
            plan.submitted_at = None
            plan.save(update_fields=["submitted_at"])


def _adopt_if_agreed(plans: Iterable[Plan], handover: Handover, now: datetime) -> None:
    for plan in plans:
        if plan.submitted_at:
            actions.adopt_if_agreed(plan, by=handover.by, now=now)


def _open_tasks(organization_id: int) -> QuerySet[Task]:
    return Task.objects.filter(
        Q(organization_id=organization_id) | Q(asker_id=organization_id),
        done_at=None,
        dropped_at=None,
    )
