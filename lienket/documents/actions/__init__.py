"""What is done with files and documents."""

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
    "SubjectTooLong",
    "enter",
    "erase",
    "issue",
    "keep",
    "may_hand_in",
    "pass_on_series",
    "path_of",
    "sweep",
    "take_number",
    "take_signed",
]
