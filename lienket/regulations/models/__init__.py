"""The tables of the module, by noun."""

from lienket.regulations.models.regulations import (
    Clause,
    Party,
    Regulation,
    Signature,
    Version,
)

__all__ = [
    "Clause",
    "Party",
    "Regulation",
    "Signature",
    "Version",
]
