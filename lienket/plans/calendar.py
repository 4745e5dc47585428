"""What plans bring to the calendar: the tasks an organization carries out or has asked for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.kernel.actors import Member
from lienket.obligations.dated import Dated, State, dates
from lienket.plans import queries
from lienket.plans.models import Assignment, Task


@dates
def tasks(by: Member, since: datetime, until: datetime, now: datetime) -> Iterable[Dated]:
    """Tasks that were given, on the day they are due. Exercises pass within minutes."""
    mine = Q(organization_id=by.organization_id) | Q(asker_id=by.organization_id)
    found = queries.tasks_for(by).filter(
        mine, queries.counted(), given_at__isnull=False, due_at__gte=since, due_at__lt=until
    )
    given = Assignment.objects.filter(organization_id=by.organization_id, task__in=found)
    persons = dict(given.values_list("task_id", "appointment__person_id"))
    for task in found:
        own = task.organization_id == by.organization_id
        yield Dated(
            uid=f"task-{task.id}",
            at=task.due_at,
            icon="target-arrow",
            word=_("Task {number}").format(number=task.reference),
            title=task.title if own else f"{task.title} · {task.organization.short_name}",
            url=reverse("plans:task", args=[task.id]),
            circle_id=task.circle_id,
            own=own,
            state=_state(task, now),
            person_id=persons.get(task.id) if own else None,
        )


def _state(task: Task, now: datetime) -> State:
    if task.done_at:
        return "done"
    if task.reported_at:
        return "reported"
    return "late" if task.due_at < now else "open"
