"""What can be found: each module above declares its kinds, in the order in which they are shown."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """The entries of one table: what one is called, its icon, and the view that shows one by id."""

    table: str
    label: str | Promise
    icon: str
    view: str
    # What some of them belong to, by id, in words: a clause says little without its regulation.
    belongs: Callable[[Collection[int], datetime], Mapping[int, str]] | None = None

    def url(self, object_id: int) -> str:
        return reverse(self.view, args=[object_id])


_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make the entries of these tables known to the search."""
    _kinds.update({kind.table: kind for kind in kinds})


def all_kinds() -> list[Kind]:
    """Every declared kind."""
    return list(_kinds.values())


def kind_of(table: str) -> Kind:
    """The kind of the entries of a table."""
    return _kinds[table]
