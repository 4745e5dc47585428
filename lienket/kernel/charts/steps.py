"""How many have answered, growing over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, ClassVar, Final

from lienket.kernel.charts.scales import ticks

_TOP: Final = 44  # px above the plot, for the words of marks and the due line
_BOTTOM: Final = 204
_LEFT: Final = 7.0  # per cent: room for the figures of the vertical axis
_RIGHT: Final = 97.0


@dataclass(frozen=True)
class Mark:
    """Something that happened on the way: the second call, the next superior."""

    at: datetime
    label: str


@dataclass(frozen=True)
class Steps:
    """How many of `total` have answered, growing over time, with the due moment and the marks."""

    template: ClassVar[str] = "kernel/charts/steps.html"

    title: str
    start: datetime
    end: datetime
    answers: Sequence[datetime]
    total: int
    due: datetime | None = None
    marks: Sequence[Mark] = ()


def layout(chart: Steps) -> dict[str, Any]:
    """Where its parts stand."""
    span = max(chart.end - chart.start, timedelta(minutes=1))

    def across(at: datetime) -> float:
        share = min(max((at - chart.start) / span, 0.0), 1.0)
        return round(_LEFT + share * (_RIGHT - _LEFT), 2)

    def up(count: float) -> float:
        return round(_BOTTOM - count / max(chart.total, 1) * (_BOTTOM - _TOP), 1)

    moments = sorted(at for at in chart.answers if at <= chart.end)
    treads = []  # one horizontal piece per number of answers
    edges = [chart.start, *moments, chart.end]
    for count, (begin, end) in enumerate(pairwise(edges)):
        x, until, y = across(begin), across(end), up(count)
        area = {"width": round(until - x, 2), "height": round(_BOTTOM - y, 1)}
        treads.append({"x": x, "until": until, "y": y, **area})
    due = chart.due
    inside = due is not None and chart.start <= due <= chart.end
    return {
        "answered": len(moments),
        "treads": treads,
        "risers": [
            {"x": tread["x"], "from": up(count), "to": tread["y"]}
            for count, tread in enumerate(treads[1:])
        ],
        "levels": [{"y": up(count), "count": count} for count in _levels(chart.total)],
        "ticks": [{"x": across(at), "words": label} for at, label in ticks(chart.start, span)],
        "due_x": across(due) if due and inside else None,
        # The word stands on the side where there is room.
        "due_left": bool(due and inside and across(due) > (_LEFT + _RIGHT) / 2),
        "marks": [
            {"x": across(mark.at), "number": number, "mark": mark}
            for number, mark in enumerate(chart.marks, start=1)
        ],
        "moments": list(enumerate(moments, start=1)),
        **{"top": _TOP, "bottom": _BOTTOM, "left": _LEFT, "right": _RIGHT},
    }


def _levels(total: int) -> list[int]:
    """The counts that get a line: none, about half, all."""
    return sorted({0, total // 2, total} if total > 3 else {0, total})
