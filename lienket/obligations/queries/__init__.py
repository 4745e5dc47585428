"""What somebody may see of obligations, duties and their occurrences."""

from lienket.obligations.queries.occurrences import (
    duties_for,
    obligation_of,
    occurrences_for,
    to_confirm,
    waiting_for,
)
from lienket.obligations.queries.register import letters, obligations_for, obligations_of

__all__ = [
    "duties_for",
    "letters",
    "obligation_of",
    "obligations_for",
    "obligations_of",
    "occurrences_for",
    "to_confirm",
    "waiting_for",
]
