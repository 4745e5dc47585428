"""What somebody may see of obligations, duties and their occurrences."""

from lienket.obligations.queries.occurrences import (
    asked_through,
    current_of,
    duties_for,
    judges,
    obligation_of,
    occurrences_for,
    to_confirm,
    waiting_for,
)
from lienket.obligations.queries.register import (
    letters,
    named_parties,
    obligations_for,
    obligations_of,
    with_parties,
)

__all__ = [
    "asked_through",
    "current_of",
    "duties_for",
    "judges",
    "letters",
    "named_parties",
    "obligation_of",
    "obligations_for",
    "obligations_of",
    "occurrences_for",
    "to_confirm",
    "waiting_for",
    "with_parties",
]
