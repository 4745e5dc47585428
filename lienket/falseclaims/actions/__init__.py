"""The verbs of the module, by noun."""

from lienket.falseclaims.actions.publishing import publish, withdraw
from lienket.falseclaims.actions.recording import Statement, record, sight
from lienket.falseclaims.actions.verifying import Words, correct, verify

__all__ = ["Statement", "Words", "correct", "publish", "record", "sight", "verify", "withdraw"]
