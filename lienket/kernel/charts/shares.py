"""How wholes are divided: one bar each, its pieces side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from lienket.kernel.charts.scales import cut

_BAR: Final = 72  # px a row: the label, the bar, and its pieces in words
_GAP: Final = 0.4  # per cent between pieces
Tone = Literal["late", "problem", "wait", "seen", "done"]


@dataclass(frozen=True)
class Piece:
    """A piece of a whole; `words` say what it is and how much."""

    value: float
    tone: Tone
    words: str


@dataclass(frozen=True)
class Share:
    """One whole and its pieces, in the order in which they stand."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Shares:
    """Several wholes, one under the other."""

    template: ClassVar[str] = "kernel/charts/shares.html"

    title: str
    shares: Sequence[Share]


def layout(chart: Shares) -> dict[str, Any]:
    """Where its parts stand; pieces of nothing are left out."""
    return {
        "height": len(chart.shares) * _BAR,
        "rows": [
            {
                "label": cut(share.label, 40),
                "words": " · ".join(piece.words for piece in share.pieces if piece.value),
                "y": place * _BAR,
                "pieces": list(_pieces(share)),
            }
            for place, share in enumerate(chart.shares)
        ],
    }


def _pieces(share: Share) -> Iterator[dict[str, Any]]:
    whole, x = sum(piece.value for piece in share.pieces) or 1, 0.0
    for piece in share.pieces:
        if piece.value:
            width = 100 * piece.value / whole
            # The smallest piece is still to be seen.
            shown = max(width - _GAP, 0.8)
            yield {"tone": piece.tone, "x": round(x, 2), "width": round(shown, 2)}
            x += width
