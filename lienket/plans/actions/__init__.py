"""The verbs of the module, by noun."""

from lienket.plans.actions.opening import open_due
from lienket.plans.actions.tasks import (
    ANSWER,
    MANAGE,
    assign,
    change_task,
    confirm_done,
    drop,
    give_task,
    move_due,
    remove_task,
    report,
    return_,
)

__all__ = [
    "ANSWER",
    "MANAGE",
    "assign",
    "change_task",
    "confirm_done",
    "drop",
    "give_task",
    "move_due",
    "open_due",
    "remove_task",
    "report",
    "return_",
]
