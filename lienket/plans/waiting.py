"""What plans and tasks bring to the page of today."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.plans import queries
from lienket.plans.models import Task


@waits
def tasks(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Tasks to carry out, and reports to confirm."""
    for task in queries.waiting_for(by)[:most]:
        yield _of(task, "target-arrow", _label(task), task.asker.name, _("Report"))
    for task in queries.to_confirm(by)[:most]:
        label = _("Reported done · {task}").format(task=_label(task))
        handed_in = replace(
            _of(task, "checks", label, task.organization.name, _("Look at it")),
            due_at=None,
            since=task.reported_at,
        )
        yield handed_in


@waits
def plans(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Plans to adopt."""
    for adoption in queries.adoptions_waiting_for(by)[:most]:
        plan = adoption.plan
        yield Waiting(
            url=reverse("plans:adoption", args=[plan.id]),
            icon="signature",
            label=_("Plan to adopt"),
            title=plan.title,
            source=f"{plan.organization.name} · {plan.circle.name}",
            button=_("Read and adopt"),
            due_at=adoption.ask.due_at,
        )


def _label(task: Task) -> str:
    words = _("Task {number}").format(number=task.reference)
    return f"{_('EXERCISE')} · {words}" if task.exercise else words


def _of(task: Task, icon: str, label: str, who: str, button: str) -> Waiting:
    return Waiting(
        url=reverse("plans:task", args=[task.id]),
        icon=icon,
        label=label,
        title=task.title,
        source=f"{who} · {task.circle.name}",
        button=button,
        due_at=task.due_at,
    )
