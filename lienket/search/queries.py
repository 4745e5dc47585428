"""What a member finds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.search import rules
from lienket.search.kinds import Kind, kind_of

#: Hits on one page.
PAGE = 20


@dataclass(frozen=True)
class Hit:
    """Something that fits what was asked, with the words that fit set apart."""

    kind: Kind
    object_id: int
    circle: Circle
    title: Sequence[rules.Piece]
    excerpt: Sequence[rules.Piece]
    at: datetime
    exercise: bool
    # What it belongs to, in words; empty if it stands for itself.
    of: str = ""

    @property
    def url(self) -> str:
        return self.kind.url(self.object_id)


@dataclass(frozen=True)
class Found:
    """One page of hits. `guessed`: nothing had the words as typed; these have similar ones."""

    hits: Sequence[Hit]
    more: bool
    guessed: bool


def find(
    asked: str,
    *,
    by: Member,
    now: datetime,
    circles: Collection[int] | None = None,
    tables: Collection[str] | None = None,
    past: int = 0,
) -> Found:
    """What `by` may see and has all words of `asked`, best first, `past` so many left out.

    Accents, capitals and punctuation do not matter, and the last word may be unfinished. Of what
    fits very often only some two thousand of the newest are ranked. `circles` and `tables` narrow
    the search.
    """
    mine = by.circles if circles is None else set(circles) & set(by.circles)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM app_search(%s, %s::bigint[], %s::text[], %s, %s, %s)",
            [asked, list(mine), list(tables) if tables else None, now, past, PAGE + 1],
        )
        rows = cursor.fetchall()
    names = Circle.objects.in_bulk({row[0] for row in rows})
    owners = _owners(rows[:PAGE], now)
    words = rules.asked_words(asked)
    hits = [
        Hit(
            kind=kind_of(table),
            object_id=object_id,
            circle=names[circle_id],
            title=rules.marked(title, words),
            excerpt=rules.marked(text, words, around=rules.AROUND),
            at=at,
            exercise=exercise,
            of=owners.get((table, object_id), ""),
        )
        for circle_id, table, object_id, title, text, at, exercise, _ in rows[:PAGE]
    ]
    return Found(hits, more=len(rows) > PAGE, guessed=bool(rows) and rows[0][-1])


def _owners(rows: Sequence[Sequence[Any]], now: datetime) -> dict[tuple[str, int], str]:
    """What the hits of such kinds belong to; one query for each kind."""
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(row[1], []).append(row[2])
    return {
        (table, object_id): words
        for table, some in ids.items()
        if (belongs := kind_of(table).belongs)
        for object_id, words in belongs(some, now).items()
    }
