"""What waits for an organization, of whatever kind, for the page of today.

Each module above declares with `@waits` what it has; bulletins are shown by their own module.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from lienket.kernel.actors import Member


@dataclass(frozen=True)
class Waiting:
    """One thing to do: its page, what it is called, who waits for it, and until when.

    What others have handed in and only waits for a word has no due time, but `since`.
    """

    url: str
    icon: str  # of `frontend/src/icons.txt`
    label: str  # of what kind it is: "Obligation N06"
    title: str
    source: str  # who waits for it, and in which circle
    button: str
    note: str = ""  # what to know before doing it: why it was sent back
    due_at: datetime | None = None
    since: datetime | None = None


Contributor = Callable[[Member, datetime, int], Iterable[Waiting]]
_contributors: list[Contributor] = []


def waits(contributor: Contributor) -> Contributor:
    """Declare a function that lists what waits for a member now, at most so many."""
    _contributors.append(contributor)
    return contributor


def waiting_for(by: Member, now: datetime, most: int) -> list[Waiting]:
    """All that waits for the organization `by` acts for, the earliest due first."""
    found = [one for contributor in _contributors for one in contributor(by, now, most)]
    return sorted(found, key=_place)[:most]


def _place(one: Waiting) -> tuple[bool, datetime]:
    """What is due comes first, the earliest on top."""
    at = one.due_at or one.since
    assert at
    return one.due_at is None, at
