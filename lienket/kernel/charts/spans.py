"""What lies when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from lienket.kernel.charts.scales import cut, ticks

_SPAN: Final = 68  # px a row: label, words, the bar, and under it what really happened
_FOOT: Final = 28  # px below the rows, for the words of the ticks


@dataclass(frozen=True)
class Span:
    """Something that takes from `start` until `end`; `words` say how it stands.

    `share` is how much of it is done, from 0 to 1. `actual` is when it really began and ended,
    where that is compared. A `late` one stands out.
    """

    label: str
    start: datetime
    end: datetime
    words: str
    share: float = 0.0
    late: bool = False
    actual: tuple[datetime, datetime] | None = None


@dataclass(frozen=True)
class Spans:
    """What lies when, one row each, with a line for `now` if that is within the picture."""

    template: ClassVar[str] = "kernel/charts/spans.html"

    title: str
    start: datetime
    end: datetime
    spans: Sequence[Span]
    now: datetime | None = None


def layout(chart: Spans) -> dict[str, Any]:
    """Where its parts stand."""
    whole = max(chart.end - chart.start, timedelta(minutes=1))

    def across(at: datetime) -> float:
        return round(100 * min(max((at - chart.start) / whole, 0.0), 1.0), 2)

    def bar(start: datetime, end: datetime) -> dict[str, float]:
        x = across(start)
        # Something very short still shows.
        width = max(round(across(end) - x, 2), 0.8)
        return {"x": min(x, 99.2), "width": width}

    now = chart.now if chart.now and chart.start <= chart.now <= chart.end else None
    return {
        "height": len(chart.spans) * _SPAN + _FOOT,
        "bottom": len(chart.spans) * _SPAN,
        "rows": [
            {
                "label": cut(span.label, 44),
                "words": span.words,
                "y": place * _SPAN,
                "late": span.late,
                "actual": bar(*span.actual) if span.actual else None,
                "done": round(bar(span.start, span.end)["width"] * min(span.share, 1.0), 2),
                **bar(span.start, span.end),
            }
            for place, span in enumerate(chart.spans)
        ],
        "ticks": [{"x": across(at), "words": label} for at, label in ticks(chart.start, whole)],
        "now_x": across(now) if now else None,
        "by_day": whole > timedelta(days=4),
        "compared": any(span.actual for span in chart.spans),
    }
