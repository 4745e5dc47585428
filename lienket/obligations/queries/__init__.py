"""What somebody may see of obligations, duties and their occurrences."""

from lienket.obligations.queries.occurrences import (
    asked_through,
    current_of,
    duties_for,
    judges,
    obligation_of,
    occurrences_for,
    proven_by_zero,
    to_confirm,
    waiting_for,
)
from lienket.obligations.queries.offices import OfficeNow, office_now, office_of, offices_in
from lienket.obligations.queries.register import (
    concerning,
    letters,
    named_parties,
    obligations_for,
    obligations_of,
    with_parties,
)

__all__ = [
    "OfficeNow",
    "asked_through",
    "concerning",
    "current_of",
    "duties_for",
    "judges",
    "letters",
    "named_parties",
    "obligation_of",
    "obligations_for",
    "obligations_of",
    "occurrences_for",
    "office_now",
    "office_of",
    "offices_in",
    "proven_by_zero",
    "to_confirm",
    "waiting_for",
    "with_parties",
]
