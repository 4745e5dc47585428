"""Whom an ask is meant for inside the silent organization: whoever holds an office there.

Each module above declares it with `@addresses` for the kind of its envelopes. It is asked anew at
every step, so that whoever has taken over the office meanwhile is turned to from the next step on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

#: Takes ids of asks and the present moment; gives the person by ask, where there is one.
Contributor = Callable[[Sequence[int], datetime], Mapping[int, int]]
_contributors: dict[str, Contributor] = {}


def addresses(kind: str) -> Callable[[Contributor], Contributor]:
    """Declare who is meant by the asks about envelopes of this kind."""

    def declare(contributor: Contributor) -> Contributor:
        _contributors[kind] = contributor
        return contributor

    return declare


def people_meant(asks: Iterable[tuple[str, int]], now: datetime) -> dict[int, int]:
    """The person by ask, for asks given with the kind of their envelope."""
    by_kind = defaultdict(list)
    for kind, ask_id in asks:
        by_kind[kind].append(ask_id)
    found: dict[int, int] = {}
    for kind, ask_ids in by_kind.items():
        if contributor := _contributors.get(kind):
            found |= contributor(ask_ids, now)
    return found
