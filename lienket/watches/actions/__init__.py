"""The verbs of the module."""

from lienket.watches.actions.common import ANSWER
from lienket.watches.actions.deciding import accept, decline
from lienket.watches.actions.proposing import BATCH, look_due, note_news, propose
from lienket.watches.actions.watching import answer, renew, report, turn_due, wait_no_longer

__all__ = [
    "ANSWER",
    "BATCH",
    "accept",
    "answer",
    "decline",
    "look_due",
    "note_news",
    "propose",
    "renew",
    "report",
    "turn_due",
    "wait_no_longer",
]
