"""Cadences and the periods that follow from them; plain Python."""

from lienket.obligations.rules.cadence import Cadence, Unsound
from lienket.obligations.rules.codes import next_code
from lienket.obligations.rules.days import ZONE, add_working_days, is_working_day, move
from lienket.obligations.rules.periods import (
    Period,
    days_of_year,
    due_after_event,
    periods,
    shift_of,
    sound,
)
from lienket.obligations.rules.recurring import missing_day
from lienket.obligations.rules.schedule import (
    Alignment,
    Key,
    Schedule,
    Stretch,
    align,
    first_after,
    is_tighter,
    scheduled,
)
from lienket.obligations.rules.standing import Standing, standing

__all__ = [
    "ZONE",
    "Alignment",
    "Cadence",
    "Key",
    "Period",
    "Schedule",
    "Standing",
    "Stretch",
    "Unsound",
    "add_working_days",
    "align",
    "days_of_year",
    "due_after_event",
    "first_after",
    "is_tighter",
    "is_working_day",
    "missing_day",
    "move",
    "next_code",
    "periods",
    "scheduled",
    "shift_of",
    "sound",
    "standing",
]
