"""The verbs of the module, by noun."""

from lienket.exchange.actions.answers import (
    acknowledge,
    open_receipt,
    record_call,
    reopen_duty,
    reply,
)
from lienket.exchange.actions.audience import Recipient, Way, preview
from lienket.exchange.actions.bulletins import KeyUsedBefore, issue_bulletin, withdraw_bulletin
from lienket.exchange.actions.drafts import Draft

__all__ = [
    "Draft",
    "KeyUsedBefore",
    "Recipient",
    "Way",
    "acknowledge",
    "issue_bulletin",
    "open_receipt",
    "preview",
    "record_call",
    "reopen_duty",
    "reply",
    "withdraw_bulletin",
]
