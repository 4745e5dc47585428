"""The verbs of the module, by noun."""

from lienket.inspections.actions.assessing import (
    Given,
    discard,
    hand_in,
    save_answers,
    start_assessment,
)
from lienket.inspections.actions.checklists import adapt_checklist
from lienket.inspections.actions.common import ANSWER, MANAGE
from lienket.inspections.actions.findings import assign, close, return_
from lienket.inspections.actions.records import remark, send_record
from lienket.inspections.actions.visits import (
    Came,
    Details,
    change_visit,
    discard_visit,
    note_finding,
    record_visit,
    remove_finding,
)

__all__ = [
    "ANSWER",
    "MANAGE",
    "Came",
    "Details",
    "Given",
    "adapt_checklist",
    "assign",
    "change_visit",
    "close",
    "discard",
    "discard_visit",
    "hand_in",
    "note_finding",
    "record_visit",
    "remark",
    "remove_finding",
    "return_",
    "save_answers",
    "send_record",
    "start_assessment",
]
