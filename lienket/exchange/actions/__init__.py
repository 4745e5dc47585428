"""The verbs of the module, by noun."""

from lienket.exchange.actions.answers import (
    OnlyTheTwoSides,
    acknowledge,
    open_receipt,
    record_call,
    reopen_duty,
    reply,
)
from lienket.exchange.actions.audience import Recipient, Way, preview
from lienket.exchange.actions.bulletins import (
    KeyUsedBefore,
    OnlyTheIssuer,
    issue_bulletin,
    withdraw_bulletin,
)
from lienket.exchange.actions.drafts import Draft
from lienket.exchange.actions.successions import hand_on_copies

__all__ = [
    "Draft",
    "KeyUsedBefore",
    "OnlyTheIssuer",
    "OnlyTheTwoSides",
    "Recipient",
    "Way",
    "acknowledge",
    "hand_on_copies",
    "issue_bulletin",
    "open_receipt",
    "preview",
    "record_call",
    "reopen_duty",
    "reply",
    "withdraw_bulletin",
]
