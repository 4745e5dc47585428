"""The tables of the module, by noun."""

from lienket.meetings.models.meetings import Attendance, Item, Meeting
from lienket.meetings.models.minutes import Minutes, Opinion, Resolution

__all__ = ["Attendance", "Item", "Meeting", "Minutes", "Opinion", "Resolution"]
