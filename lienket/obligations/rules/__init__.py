"""Cadences and the periods that follow from them; plain Python."""

from lienket.obligations.rules.cadence import Cadence, Unsound
from lienket.obligations.rules.days import ZONE, add_working_days, is_working_day, move
from lienket.obligations.rules.periods import Period, check, due_after_event, first_after, periods

__all__ = [
    "ZONE",
    "Cadence",
    "Period",
    "Unsound",
    "add_working_days",
    "check",
    "due_after_event",
    "first_after",
    "is_working_day",
    "move",
    "periods",
]
