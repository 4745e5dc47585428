"""What modules above add to meetings: a section of the pages, and lines of the minutes' paper."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lienket.documents.paper import Block
from lienket.kernel.actors import Member
from lienket.meetings.models import Meeting


@dataclass(frozen=True)
class Annex:
    """A section of the page of a meeting and of its minutes: a template and what it shows."""

    template: str
    context: Mapping[str, Any]


Contributor = Callable[[Meeting, Member, datetime], Iterable[Annex]]
Minuted = Callable[[Meeting], Iterable[Block]]
_contributors: list[Contributor] = []
_minuted: list[Minuted] = []


def adds(contributor: Contributor) -> Contributor:
    """Declare a function that adds sections to the pages of a meeting."""
    _contributors.append(contributor)
    return contributor


def minutes_add(minuted: Minuted) -> Minuted:
    """Declare a function that adds to the course of the meeting in its issued minutes."""
    _minuted.append(minuted)
    return minuted


def annexes_of(meeting: Meeting, by: Member, now: datetime) -> list[Annex]:
    """All sections, in the order of the modules."""
    return [annex for contributor in _contributors for annex in contributor(meeting, by, now)]


def minuted_of(meeting: Meeting) -> list[Block]:
    """All that the paper says besides the agenda."""
    return [block for minuted in _minuted for block in minuted(meeting)]
