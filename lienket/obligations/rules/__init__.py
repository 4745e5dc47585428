"""Cadences and the periods that follow from them; plain Python."""

from lienket.obligations.rules.cadence import Cadence, Unsound
from lienket.obligations.rules.days import ZONE, add_working_days, is_working_day, move
from lienket.obligations.rules.periods import (
    Period,
    check,
    days_of_year,
    due_after_event,
    first_after,
    periods,
)
from lienket.obligations.rules.standing import Standing, standing

__all__ = [
    "ZONE",
    "Cadence",
    "Period",
    "Standing",
    "Unsound",
    "add_working_days",
    "check",
    "days_of_year",
    "due_after_event",
    "first_after",
    "is_working_day",
    "move",
    "periods",
    "standing",
]
