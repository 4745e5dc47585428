"""What the front page of a circle shows besides its bulletins: the agreement, what comes next.

Each module above declares with `@shows` what it has to say, in a line with a link.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from lienket.circles.models import Circle
from lienket.kernel.actors import Member


@dataclass(frozen=True)
class Line:
    """One thing of the circle: an icon of `frontend/src/icons.txt`, what it is, how it stands."""

    url: str
    icon: str
    title: str
    words: str


Contributor = Callable[[Circle, Member, datetime], Iterable[Line]]
_contributors: list[Contributor] = []


def shows(contributor: Contributor) -> Contributor:
    """Declare a function that says what a module has to show of a circle."""
    _contributors.append(contributor)
    return contributor


def lines_of(circle: Circle, by: Member, now: datetime) -> list[Line]:
    """Everything there is to show, in the order of the modules."""
    return [line for contributor in _contributors for line in contributor(circle, by, now)]
