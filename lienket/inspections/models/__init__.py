"""The tables of the module, by noun."""

from lienket.inspections.models.assessments import Answer, Assessment, Draft, DraftAnswer
from lienket.inspections.models.checklists import Area, Checklist, Question
from lienket.inspections.models.findings import Finding, Reinspection
from lienket.inspections.models.visits import Delegation, Remark, Visit

__all__ = [
    "Answer",
    "Area",
    "Assessment",
    "Checklist",
    "Delegation",
    "Draft",
    "DraftAnswer",
    "Finding",
    "Question",
    "Reinspection",
    "Remark",
    "Visit",
]
