"""What somebody may see of obligations, duties and their occurrences."""

from lienket.obligations.queries.occurrences import (
    asked_through,
    current_of,
    duties_for,
    judges,
    obligation_of,
    occurrences_for,
    proven_by_zero,
    returned,
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
from lienket.obligations.queries.schedules import (
    in_force,
    schedule_of,
    schedules_of,
    tightened_from,
)

__all__ = [
    "OfficeNow",
    "asked_through",
    "concerning",
    "current_of",
    "duties_for",
    "in_force",
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
    "returned",
    "schedule_of",
    "schedules_of",
    "tightened_from",
    "to_confirm",
    "waiting_for",
    "with_parties",
]
