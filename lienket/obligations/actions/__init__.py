"""The verbs of the module, by noun."""

from lienket.obligations.actions.answers import (
    ANSWER,
    confirm,
    excuse,
    fulfil,
    return_,
)
from lienket.obligations.actions.asking import KIND
from lienket.obligations.actions.drafts import ObligationDraft
from lienket.obligations.actions.duties import end_all, end_of, limit_all, start_all
from lienket.obligations.actions.feeds import create_feed, revoke_feed
from lienket.obligations.actions.happenings import report_event
from lienket.obligations.actions.obligations import (
    MANAGE,
    carry_over,
    change,
    define,
    end,
    remove,
    take_over,
)
from lienket.obligations.actions.openings import BATCH, open_due
from lienket.obligations.actions.tightenings import follow_into, lift, move_end, tighten

__all__ = [
    "ANSWER",
    "BATCH",
    "KIND",
    "MANAGE",
    "ObligationDraft",
    "carry_over",
    "change",
    "confirm",
    "create_feed",
    "define",
    "end",
    "end_all",
    "end_of",
    "excuse",
    "follow_into",
    "fulfil",
    "lift",
    "limit_all",
    "move_end",
    "open_due",
    "remove",
    "report_event",
    "return_",
    "revoke_feed",
    "start_all",
    "take_over",
    "tighten",
]
