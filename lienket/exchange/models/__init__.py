"""The tables of the module, by noun."""

from lienket.exchange.models.answers import Acknowledgement, Call, Opening, Reply
from lienket.exchange.models.bulletins import (
    Attachment,
    Bulletin,
    Receipt,
    Withdrawal,
)

__all__ = [
    "Acknowledgement",
    "Attachment",
    "Bulletin",
    "Call",
    "Opening",
    "Receipt",
    "Reply",
    "Withdrawal",
]
