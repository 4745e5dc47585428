"""What is done with files and documents."""

from lienket.documents.actions.exchanged import (
    Accompanying,
    enter_exchange_code,
    export_edxml,
    may_export,
)
from lienket.documents.actions.files import erase, keep, path_of, sweep
from lienket.documents.actions.numbered import (
    SubjectTooLong,
    enter,
    issue,
    pass_on_series,
    take_number,
)
from lienket.documents.actions.signed import may_hand_in, take_signed

__all__ = [
    "Accompanying",
    "SubjectTooLong",
    "enter",
    "enter_exchange_code",
    "erase",
    "export_edxml",
    "issue",
    "keep",
    "may_export",
    "may_hand_in",
    "pass_on_series",
    "path_of",
    "sweep",
    "take_number",
    "take_signed",
]
