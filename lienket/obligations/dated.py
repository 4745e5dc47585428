"""What else stands in the calendar besides duties: tasks, meetings.

Each module above declares with `@dates` what it has on which days.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lienket.kernel.actors import Member

#: How something stands: it is open, or this has become of it.
State = Literal["open", "late", "reported", "done", "held", "cancelled"]


@dataclass(frozen=True)
class Dated:
    """Something that is due or takes place at a moment, with a page of its own."""

    # The same for as long as it exists: calendar programs recognize it by that.
    uid: str
    at: datetime
    # An icon of `frontend/src/icons.txt`, and the word for what it is.
    icon: str
    word: str
    title: str
    url: str
    circle_id: int
    # Whether the organization that looks is the one that acts; else it waits for others.
    own: bool
    # Only of what takes place; what is due has just its moment.
    ends_at: datetime | None = None
    place: str = ""
    state: State = "open"
    exercise: bool = False
    # Who acts for the organization in it; nobody if it was given to nobody in particular.
    person_id: int | None = None

    @property
    def takes_place(self) -> bool:
        return self.ends_at is not None


#: Takes the first moment, and the one after the last.
Contributor = Callable[[Member, datetime, datetime, datetime], Iterable[Dated]]
_contributors: list[Contributor] = []


def dates(contributor: Contributor) -> Contributor:
    """Declare a function of who looks, from when, until when, and the present moment."""
    _contributors.append(contributor)
    return contributor


def dated_between(by: Member, since: datetime, until: datetime, now: datetime) -> list[Dated]:
    """Everything besides duties that concerns the organization of `by`, in order of time."""
    found = [one for contributor in _contributors for one in contributor(by, since, until, now)]
    return sorted(found, key=lambda one: (one.at, one.uid))
