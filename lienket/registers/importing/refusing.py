"""Why rows and files are refused, between the worker that finds it and the page that says it."""

from typing import Any

from lienket.documents.guard import refusals as guard
from lienket.documents.guard.refusals import DamagedFile
from lienket.documents.reading.sheets import SheetTooLong
from lienket.kernel.errors import Refusal
from lienket.registers.actions import facts
from lienket.registers.importing import columns


class RowTwice(Refusal):
    """Row {row} has the same name and number already. Keep one of them."""


def parameters_of(refusal: Refusal) -> dict[str, Any]:
    """Its parameters as they are kept: numbers and words."""
    return {
        key: value if isinstance(value, int) else str(value)
        for key, value in refusal.parameters.items()
    }


def refusal_of(name: str, parameters: dict[str, Any]) -> Refusal | None:
    """The refusal of this name; None for no name."""
    if not name:
        return None
    for known in (facts, columns, guard):
        kind = getattr(known, name, None)
        if isinstance(kind, type) and issubclass(kind, Refusal):
            return kind(**parameters)
    return {"RowTwice": RowTwice, "SheetTooLong": SheetTooLong}.get(name, DamagedFile)(**parameters)
