"""Which successions make no sense, whoever proposes them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

#: Nothing older is imported, and nobody plans further ahead.
EARLIEST = date(1945, 9, 2)
AHEAD = timedelta(days=2 * 366)
#: A spreadsheet would run a text that begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Edge(NamedTuple):
    """A succession that was proposed or applied, as far as the others depend on it."""

    predecessor_id: int
    successor_id: int | None
    kind: str
    ends_predecessor: bool
    function: str


class Known:
    """The successions that exist, by predecessor; a list that is imported adds its own rows."""

    def __init__(self, edges: Iterable[Edge] = ()) -> None:
        self._of: dict[int, list[Edge]] = {}
        for edge in edges:
            self.add(edge)

    def add(self, edge: Edge) -> None:
        """What comes later is compared with this one, too."""
        self._of.setdefault(edge.predecessor_id, []).append(edge)

    def of(self, predecessor_id: int) -> list[Edge]:
        """The successions of one unit."""
        return self._of.get(predecessor_id, [])

    def would_cycle(self, predecessor_id: int, successor_id: int) -> bool:
        """Whether the successor, or an heir of it, would be succeeded by the predecessor again.

        Handing over single functions to and fro is no cycle.
        """
        ahead, seen = [successor_id], set[int]()
        while ahead:
            unit = ahead.pop()
            if unit == predecessor_id:
                return True
            if unit not in seen:
                seen.add(unit)
                ahead += [
                    edge.successor_id
                    for edge in self.of(unit)
                    if edge.successor_id and edge.kind != "function"
                ]
        return False


def is_sane(effective_on: date, today: date) -> bool:
    """Whether a succession may take effect on that day."""
    return EARLIEST <= effective_on <= today + AHEAD


def same_function(one: str, other: str) -> bool:
    """Whether two names of a function mean the same, capitals and spaces aside."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.startswith(FORMULA)
