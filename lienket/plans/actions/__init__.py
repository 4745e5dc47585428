"""The verbs of the module, by noun."""

from lienket.plans.actions.adopting import (
    adopt,
    adopt_if_agreed,
    comment,
    enact,
    issue_document,
    submit,
    take_back,
)
from lienket.plans.actions.deciding import confirm_done, drop, move_due, return_
from lienket.plans.actions.opening import BATCH, open_due
from lienket.plans.actions.plans import change_plan, copy_plan, discard_plan, draft_plan
from lienket.plans.actions.playbooks import (
    Head,
    StepDraft,
    approve,
    change_playbook,
    new_version,
    set_steps,
    write_playbook,
)
from lienket.plans.actions.reporting import assign, report
from lienket.plans.actions.runs import finish, note, start
from lienket.plans.actions.tasks import ANSWER, MANAGE, change_task, give_task, remove_task

__all__ = [
    "ANSWER",
    "BATCH",
    "MANAGE",
    "Head",
    "StepDraft",
    "adopt",
    "adopt_if_agreed",
    "approve",
    "assign",
    "change_plan",
    "change_playbook",
    "change_task",
    "comment",
    "confirm_done",
    "copy_plan",
    "discard_plan",
    "draft_plan",
    "drop",
    "enact",
    "finish",
    "give_task",
    "issue_document",
    "move_due",
    "new_version",
    "note",
    "open_due",
    "remove_task",
    "report",
    "return_",
    "set_steps",
    "start",
    "submit",
    "take_back",
    "write_playbook",
]
