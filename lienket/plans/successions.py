"""What a succession touches of plans: open tasks, plans and playbooks a unit keeps or acts in."""

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

#: A circle, by which what is touched is counted.
_WHERE = ("circle_id", "circle__name")


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"tasks:{circle_id}"


def playbooks_key(circle_id: int) -> str:
    """The playbooks of a circle in which the unit has a part."""
    return f"playbooks:{circle_id}"


@successions.touches
def tasks(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle in which it keeps plans, or tasks of it or given by it are open."""
    plans = Counter(Plan.objects.filter(organization_id=organization_id).values_list(*_WHERE))
    open_ = Counter(_open_tasks(organization_id).values_list(*_WHERE))
    for circle_id, name in sorted(plans | open_):
        here = (circle_id, name)
        said = []
        if due := open_[here]:
            said += [ngettext("{count} open task", "{count} open tasks", due).format(count=due)]
        if kept := plans[here]:
            said += [ngettext("{count} plan", "{count} plans", kept).format(count=kept)]
        yield Touched(
            key=key_of(circle_id),
            what=", ".join(said),
            where=name,
            url=reverse("plans:list", args=[circle_id]),
        )


@successions.touches
def playbooks(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle where it keeps a playbook, has a step in one, or one is running."""
    found = _playbooks_with(organization_id).values_list("id", *_WHERE)
    running = Run.objects.filter(organization_id=organization_id, finished_at=None)
    ids = {*found, *running.values_list("playbook_id", *_WHERE)}
    counts = Counter((circle_id, name) for _playbook, circle_id, name in ids)
    for (circle_id, name), count in sorted(counts.items()):
        yield Touched(
            key=playbooks_key(circle_id),
            what=ngettext("{count} playbook", "{count} playbooks", count).format(count=count),
            where=name,
            url=reverse("plans:list", args=[circle_id]),
        )


@successions.carries
def carry_tasks(handover: Handover, now: datetime) -> None:
    """The successor carries open tasks out, has those confirmed it gave, and keeps the plans."""
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        # Nobody does what it was to do, and nobody is waited for to adopt it.
        Task.objects.filter(
            organization_id=old, given_at=None, dropped_at=None, plan__submitted_at__isnull=False
        ).update(dropped_at=now)
        _withdraw(Adoption.objects.filter(organization_id=old, adopted_at=None), handover, now)
        return
    plans = Plan.objects.filter(organization_id=old)
    kept = plans.values_list("circle_id", flat=True)
    ids = {*_open_tasks(old).values_list("circle_id", flat=True), *kept}
    for circle_id in sorted(ids):
        if not handover.takes(key_of(circle_id)) or not _belongs(new, circle_id, now):
            continue
        here = Task.objects.filter(circle_id=circle_id, done_at=None, dropped_at=None)
        here.filter(organization_id=old).update(organization_id=new)
        here.filter(asker_id=old).update(asker_id=new)
        plans.filter(circle_id=circle_id).update(organization_id=new)
        _carry_adoptions(handover, new, circle_id, now)


@successions.carries
def carry_playbooks(handover: Handover, now: datetime) -> None:
    """The successor keeps the playbooks, does the steps, and ends what is still running.

    Versions that hold no more keep the names they held with.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    running = Run.objects.filter(organization_id=old, finished_at=None)
    ids = {one.circle_id for one in _playbooks_with(old)} | {one.circle_id for one in running}
    for circle_id in sorted(ids):
        if not handover.takes(playbooks_key(circle_id)) or not _belongs(new, circle_id, now):
            continue
        current = Playbook.objects.filter(circle_id=circle_id, retired_at=None)
        steps = PlaybookStep.objects.filter(circle_id=circle_id, playbook__in=current)
        steps.filter(organization_id=old).update(organization_id=new)
        current.filter(organization_id=old).update(organization_id=new)
        running.filter(circle_id=circle_id).update(organization_id=new)


def _carry_adoptions(handover: Handover, new: int, circle_id: int, now: datetime) -> None:
    """Who is asked about a plan already is not asked twice, nor about the plan it keeps now."""
    pending = Adoption.objects.filter(circle_id=circle_id, adopted_at=None)
    asked = pending.filter(organization_id=handover.predecessor_id)
    held = Adoption.objects.filter(circle_id=circle_id, organization_id=new)
    asked.exclude(plan_id__in=held.values("plan_id")).update(organization_id=new)
    needless = Q(organization_id=handover.predecessor_id)
    needless |= Q(organization_id=new, plan__organization_id=new)
    _withdraw(pending.filter(needless), handover, now)


def _withdraw(asked: QuerySet[Adoption], handover: Handover, now: datetime) -> None:
    """These need not adopt any more; what all others have adopted holds.

    A plan for a dissolved unit alone goes back to its drafter: nobody has agreed to it.
    """
    plans = Plan.objects.select_for_update(of=("self",)).filter(
        id__in=asked.values("plan_id"), submitted_at__isnull=False, adopted_at=None
    )
    # Held before, so that nobody adopts them meanwhile.
    waiting = list(plans.order_by("id"))
    asked.delete()
    for plan in waiting:
        if handover.successor_id or plan.adoptions.exists():
            actions.adopt_if_agreed(plan, by=handover.by, now=now)
        else:
            plan.submitted_at = None
            plan.save(update_fields=["submitted_at"])


def _belongs(organization_id: int, circle_id: int, now: datetime) -> bool:
    return circles.members_of(circle_id, now).filter(organization_id=organization_id).exists()


def _playbooks_with(organization_id: int) -> QuerySet[Playbook]:
    steps = PlaybookStep.objects.filter(organization_id=organization_id)
    return Playbook.objects.filter(
        Q(organization_id=organization_id) | Q(id__in=steps.values("playbook_id")),
        retired_at=None,
    )


def _open_tasks(organization_id: int) -> QuerySet[Task]:
    return Task.objects.filter(
        Q(organization_id=organization_id) | Q(asker_id=organization_id),
        done_at=None,
        dropped_at=None,
    )
