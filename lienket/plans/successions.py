"""What a succession touches of plans: tasks that are not done, and the plans a unit keeps."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.plans import actions
from lienket.plans.models import Adoption, Plan, Playbook, PlaybookStep, Run, Task


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"tasks:{circle_id}"


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
    put = set(pending.values_list("plan_id", flat=True))
    if new is None:
        pending.delete()
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
        if not handover.takes(key_of(circle_id)) or (
            not members.filter(organization_id=new).exists()
        ):
            continue
        for rows in (playbooks, steps, running):
            rows.filter(circle_id=circle_id).update(organization_id=new)
        here = Task.objects.filter(circle_id=circle_id, done_at=None, dropped_at=None)
        here.filter(organization_id=old).update(organization_id=new)
        here.filter(asker_id=old).update(asker_id=new)
        plans.filter(circle_id=circle_id).update(organization_id=new)
        asked = Adoption.objects.filter(circle_id=circle_id, adopted_at=None, organization_id=old)
        held = Adoption.objects.filter(circle_id=circle_id, organization_id=new)
        # Who is asked about a plan already is not asked twice.
        asked.exclude(plan_id__in=held.values("plan_id")).update(organization_id=new)
        asked.filter(organization_id=old).delete()
    _adopt_if_agreed(put, handover, now)


def _adopt_if_agreed(plan_ids: Iterable[int], handover: Handover, now: datetime) -> None:
    for plan in Plan.objects.filter(id__in=plan_ids, submitted_at__isnull=False, adopted_at=None):
        actions.adopt_if_agreed(plan, by=handover.by, now=now)


def _open_tasks(organization_id: int) -> QuerySet[Task]:
    return Task.objects.filter(
        Q(organization_id=organization_id) | Q(asker_id=organization_id),
        done_at=None,
        dropped_at=None,
    )
