'''What a succession touches, and how each module carries its part over.

A module above declares both in a file of its own, imported in its `apps.py`:

    @successions.touches
    def seats(organization_id: int, now: datetime) -> Iterable[Touched]:
        """Lines of the page, read with the sight of whoever looks at it."""

    @successions.carries
    def carry_seats(handover: Handover, now: datetime) -> None:
        """Move the same things, as the engine that sees both units and all their circles."""

    @successions.warns
    def sits_twice(predecessor_id: int, successor_id: int, now: datetime) -> Iterable[str]:
        """Sentences about what becomes of the two once they are one."""

Whoever carries something over also says that it is touched. `carry` acts on what
`handover.takes(key)`: everything when the unit ends, else the lines a person has chosen. Modules
are called in the order in which they are installed: when yours runs, places in circles and open
asks are carried over already (`handover.successor_id` is asked now). What was said and done before
keeps the old unit's name: `queries.called_now` tells what it became.
'''

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from lienket.kernel.actors import Engine


@dataclass(frozen=True)
class Touched:
    """One thing of a unit that goes to its successor."""

    # Unique and stable, at most 60 characters: "circle:12". Empty: it goes along with another line.
    key: str
    what: str
    where: str
    url: str = ""


@dataclass(frozen=True)
class Handover:
    """What is carried over from whom to whom."""

    succession_id: int
    predecessor_id: int
    # None: the unit is dissolved, and what it had ends.
    successor_id: int | None
    # Whether nothing is left of the predecessor afterwards.
    whole: bool
    # Whether the predecessor ends and this is one of several that share what it had.
    split: bool
    selected: frozenset[str]
    by: Engine

    def takes(self, key: str) -> bool:
        """Whether this is handed over."""
        return self.whole or key in self.selected


Contributor = Callable[[int, datetime], Iterable[Touched]]
Carrier = Callable[[Handover, datetime], None]
Warner = Callable[[int, int, datetime], Iterable[str]]
_contributors: list[Contributor] = []
_carriers: list[Carrier] = []
_warners: list[Warner] = []


def touches(contributor: Contributor) -> Contributor:
    """Declare a function that lists what a succession of an organization would touch."""
    _contributors.append(contributor)
    return contributor


def carries(carrier: Carrier) -> Carrier:
    """Declare a function that carries those things over."""
    _carriers.append(carrier)
    return carrier


def warns(warner: Warner) -> Warner:
    """Declare a function that says what a person should know before the two become one."""
    _warners.append(warner)
    return warner


def touched(organization_id: int, now: datetime) -> list[Touched]:
    """All that a succession of the organization touches and whoever looks may see."""
    return [line for contributor in _contributors for line in contributor(organization_id, now)]


def warnings(predecessor_id: int, successor_id: int, now: datetime) -> list[str]:
    """All that a person should know before one takes over from the other."""
    return [words for warner in _warners for words in warner(predecessor_id, successor_id, now)]


def carry(handover: Handover, now: datetime) -> None:
    """Carry over the parts of all modules."""
    for carrier in _carriers:
        carrier(handover, now)
