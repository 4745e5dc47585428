"""The tables of the module, by noun."""

from lienket.regulations.models.imports import Import
from lienket.regulations.models.regulations import (
    Clause,
    Party,
    Regulation,
    Signature,
    Version,
)
from lienket.regulations.models.rounds import Comment, Consent, Round
from lienket.regulations.models.sharing import Model, Summary

__all__ = [
    "Clause",
    "Comment",
    "Consent",
    "Import",
    "Model",
    "Party",
    "Regulation",
    "Round",
    "Signature",
    "Summary",
    "Version",
]
