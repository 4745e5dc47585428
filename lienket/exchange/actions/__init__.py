"""The verbs of the module, by noun."""

from lienket.exchange.actions.answers import (
    acknowledge,
    open_receipt,
    record_call,
    reopen_duty,
    reply,
)
from lienket.exchange.actions.bulletins import (
    Draft,
    Recipient,
    issue_bulletin,
    preview,
    withdraw_bulletin,
)

__all__ = [
    "Draft",
    "Recipient",
    "acknowledge",
    "issue_bulletin",
    "open_receipt",
    "preview",
    "record_call",
    "reopen_duty",
    "reply",
    "withdraw_bulletin",
]
