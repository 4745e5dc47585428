"""The tables of the module, by noun."""

from lienket.registers.models.entries import Change, Entry
from lienket.registers.models.imports import Import, ImportRow

__all__ = ["Change", "Entry", "Import", "ImportRow"]
