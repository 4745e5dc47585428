"""Search for programs: the same hits as on the page, in JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from ninja import P, QueryEx, Router

from lienket.kernel.programs import LARGEST_ID, ApiRequest
from lienket.search import queries
from lienket.search.rules import Piece

router = Router(tags=["search"])
Asked = QueryEx[str, P(min_length=1, max_length=200, description="Words, accents or not.")]
InCircle = QueryEx[
    int | None, P(ge=1, le=LARGEST_ID, description="One circle instead of all of yours.")
]
Past = QueryEx[int, P(ge=0, le=980, description="So many hits are left out.")]


@dataclass(slots=True, kw_only=True)
class HitOut:
    """Something that has all the words."""

    kind: str
    id: int
    url: str
    circle: int
    title: str
    excerpt: str
    at: datetime
    exercise: bool


@dataclass(slots=True, kw_only=True)
class Hits:
    """One page, best first. `guessed`: nothing has the words; these are spelled like them."""

    items: list[HitOut]
    more: bool
    guessed: bool


@router.get("search", response=Hits, summary="Search over all that you may see")
def search(request: ApiRequest, q: Asked, circle: InCircle = None, past: Past = 0) -> Hits:
    """Twenty hits at a time; the last word may be unfinished."""
    found = queries.find(
        q,
        by=request.auth,
        now=timezone.now(),
        circles=None if circle is None else [circle],
        past=past,
    )
    return Hits(
        items=[
            HitOut(
                kind=hit.kind.table.partition("_")[2],
                id=hit.object_id,
                url=f"{settings.PUBLIC_URL}{hit.url}",
                circle=hit.circle.id,
                title=_text(hit.title),
                excerpt=_text(hit.excerpt),
                at=hit.at,
                exercise=hit.exercise,
            )
            for hit in found.hits
        ],
        more=found.more,
        guessed=found.guessed,
    )


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
