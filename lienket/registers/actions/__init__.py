"""The verbs of the module, by noun."""

from lienket.registers.actions.entries import (
    ANSWER,
    EntryExists,
    EntryIsRetired,
    NoReason,
    NoSuchRegister,
    NotLater,
    change,
    enter,
    renew,
    retire,
)
from lienket.registers.actions.facts import COLUMNS, Facts, checked
from lienket.registers.actions.reminders import BATCH, remind_due

__all__ = [
    "ANSWER",
    "BATCH",
    "COLUMNS",
    "EntryExists",
    "EntryIsRetired",
    "Facts",
    "NoReason",
    "NoSuchRegister",
    "NotLater",
    "change",
    "checked",
    "enter",
    "remind_due",
    "renew",
    "retire",
]
