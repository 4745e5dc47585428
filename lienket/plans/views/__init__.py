"""The pages of the module, by noun."""

from lienket.plans.views import links as links  # it declares what links open
from lienket.plans.views.deciding import confirmation, drop, due, return_
from lienket.plans.views.plans import (
    adoption,
    document,
    enactment,
    plan,
    plan_copy,
    plan_create,
    plan_discard,
    plan_edit,
    plans,
    submission,
)
from lienket.plans.views.playbooks import (
    approval,
    playbook,
    playbook_create,
    playbook_edit,
    step_create,
    step_edit,
    step_remove,
    version,
)
from lienket.plans.views.runs import board, finish, notes, run, start, step_done
from lienket.plans.views.tasks import (
    assignment,
    plan_task_create,
    task,
    task_create,
    task_edit,
    task_remove,
    task_report,
)

__all__ = [
    "adoption",
    "approval",
    "assignment",
    "board",
    "confirmation",
    "document",
    "drop",
    "due",
    "enactment",
    "finish",
    "notes",
    "plan",
    "plan_copy",
    "plan_create",
    "plan_discard",
    "plan_edit",
    "plan_task_create",
    "plans",
    "playbook",
    "playbook_create",
    "playbook_edit",
    "return_",
    "run",
    "start",
    "step_create",
    "step_done",
    "step_edit",
    "step_remove",
    "submission",
    "task",
    "task_create",
    "task_edit",
    "task_remove",
    "task_report",
    "version",
]
