"""What people fill in about plans, tasks and playbooks."""

from lienket.plans.forms.plans import CommentForm, DecisionForm, DocumentForm, NoteForm, PlanForm
from lienket.plans.forms.playbooks import (
    EarlyEndForm,
    FinishForm,
    PlaybookForm,
    StartForm,
    StepForm,
)
from lienket.plans.forms.tasks import AssignForm, MoveForm, ReasonForm, ReportForm, TaskForm

__all__ = [
    "AssignForm",
    "CommentForm",
    "DecisionForm",
    "DocumentForm",
    "EarlyEndForm",
    "FinishForm",
    "MoveForm",
    "NoteForm",
    "PlanForm",
    "PlaybookForm",
    "ReasonForm",
    "ReportForm",
    "StartForm",
    "StepForm",
    "TaskForm",
]
