"""The tables of the module, by noun."""

from lienket.plans.models.plans import Adoption, Comment, Plan
from lienket.plans.models.playbooks import Playbook, PlaybookStep, Run, RunNote
from lienket.plans.models.tasks import Assignment, Entry, EntryFile, Task, TaskDependency

__all__ = [
    "Adoption",
    "Assignment",
    "Comment",
    "Entry",
    "EntryFile",
    "Plan",
    "Playbook",
    "PlaybookStep",
    "Run",
    "RunNote",
    "Task",
    "TaskDependency",
]
