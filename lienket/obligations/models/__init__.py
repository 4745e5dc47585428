"""The tables of the module, by noun."""

from lienket.obligations.models.answers import Confirmation, Evidence, Excuse, Fulfilment, Return
from lienket.obligations.models.duties import Duty, Occurrence
from lienket.obligations.models.feeds import Feed
from lienket.obligations.models.obligations import Obligation, ObligationParty, Tightening

__all__ = [
    "Confirmation",
    "Duty",
    "Evidence",
    "Excuse",
    "Feed",
    "Fulfilment",
    "Obligation",
    "ObligationParty",
    "Occurrence",
    "Return",
    "Tightening",
]
