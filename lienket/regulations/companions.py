"""What goes along with the text of a model: modules above give it, and take it up again elsewhere.

What is given is JSON of words and numbers. Names in it are replaced as in the text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise

from lienket.kernel.actors import Member
from lienket.regulations.models import Regulation
from lienket.regulations.text.anonymous import without_names_in

Given = Sequence[Mapping[str, Any]]


class Line(NamedTuple):
    """One thing that goes along, in words."""

    name: str
    detail: str


@dataclass(frozen=True)
class Companion:
    """One kind of what goes along; whoever publishes or adopts a model reads what `show` says.

    `words` are the keys under which people's words stand, in which names may occur.
    """

    label: Promise
    words: frozenset[str]
    show: Callable[[Given], Iterable[Line]]
    give: Callable[[Regulation], Given]
    take: Callable[[Regulation, Given, Member, datetime], None]


_companions: dict[str, Companion] = {}


def accompanies(key: str, companion: Companion) -> None:
    """Declare what a module gives to models under `key`, and how it takes it up in a draft."""
    _companions[key] = companion


def given_by(regulation: Regulation, names: Mapping[str, str]) -> dict[str, Given]:
    """All that goes along with a regulation, each of `names` replaced."""
    return {
        key: without_names_in(companion.give(regulation), names, companion.words)
        for key, companion in _companions.items()
    }


def shown(given: Mapping[str, Given]) -> list[tuple[Promise, list[Line]]]:
    """What goes along, kind by kind; kinds without anything are left out."""
    return [
        (companion.label, list(companion.show(given[key])))
        for key, companion in _companions.items()
        if given.get(key)
    ]


def take_up(regulation: Regulation, given: Mapping[str, Given], by: Member, now: datetime) -> None:
    """Take up in a new draft what its model brought along."""
    for key, companion in _companions.items():
        companion.take(regulation, given.get(key, ()), by, now)
