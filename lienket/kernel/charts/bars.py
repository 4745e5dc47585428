"""Amounts side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from lienket.kernel.charts.scales import cut

_BAR: Final = 68  # px a row: the label, its words, and the bar below


@dataclass(frozen=True)
class Bar:
    """One bar; `words` say its value with the unit."""

    label: str
    value: float
    words: str


@dataclass(frozen=True)
class Bars:
    """Amounts side by side, in the order given."""

    template: ClassVar[str] = "kernel/charts/bars.html"

    title: str
    bars: Sequence[Bar]
    # What a whole bar stands for, as 100 of shares; the longest one if left out.
    whole: float = 0


def layout(chart: Bars) -> dict[str, Any]:
    """Where its parts stand."""
    most = chart.whole or max((bar.value for bar in chart.bars), default=0) or 1
    return {
        "height": len(chart.bars) * _BAR,
        "rows": [
            {
                "label": cut(bar.label, 40),
                "words": bar.words,
                "y": place * _BAR,
                "width": round(100 * bar.value / most, 2),
            }
            for place, bar in enumerate(chart.bars)
        ],
    }
