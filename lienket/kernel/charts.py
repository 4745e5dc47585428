"""Charts as plain facts, drawn as accessible SVG.

A chart is a frozen specification; `draw` turns it into a figure with a title, a description and the
same facts as a table. Positions across are percentages and type has a fixed size, so one drawing
is legible on a phone and on a desk; colours are classes of `charts.css`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from math import sqrt
from typing import Any, ClassVar, Final

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lienket.kernel import words


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


@dataclass(frozen=True)
class Cell:
    """What `sender` told `receiver`, by the positions of both in `Matrix.names`.

    `median` is the middle time to answer; None when nothing was answered.
    """

    sender: int
    receiver: int
    notices: int
    median: timedelta | None


@dataclass(frozen=True)
class Matrix:
    """Who informs whom, and how fast it is answered. Up to 24 names; `short` ones head columns."""

    template: ClassVar[str] = "kernel/charts/matrix.html"

    title: str
    names: Sequence[str]
    short: Sequence[str]
    cells: Sequence[Cell]


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


@dataclass(frozen=True)
class Stage:
    """One station of a lineage; `depth` says how far it stands below the line, from 0."""

    label: str
    words: str
    depth: int
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Lineage:
    """What came of what, from above.

    A stage hangs from the one before it of its own depth, or from the one it stands below.
    """

    template: ClassVar[str] = "kernel/charts/lineage.html"

    title: str
    stages: Sequence[Stage]


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


Chart = Steps | Matrix | Bars | Lineage | Spans


def draw(chart: Chart) -> SafeString:
    """The figure for `chart`, as HTML."""
    match chart:
        case Steps():
            layout = _steps(chart)
        case Matrix():
            layout = _matrix(chart)
        case Bars():
            layout = _bars(chart)
        case Lineage():
            layout = _lineage(chart)
        case Spans():
            layout = _spans(chart)
    # The same chart always gets the same id, so that a live update swaps like for like.
    identity = sha256(f"{type(chart).__name__}{chart.title}".encode()).hexdigest()[:8]
    context = {"chart": chart, "id": f"chart-{identity}", **layout}
    return SafeString(render_to_string(chart.template, context))


# ---- Steps ---------------------------------------------------------------------------------

_TOP: Final = 44  # px above the plot, for the words of marks and the due line
_BOTTOM: Final = 204
_LEFT: Final = 7.0  # per cent: room for the figures of the vertical axis
_RIGHT: Final = 97.0
_TICKS: Final = (
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(minutes=15),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=6),
    timedelta(hours=12),
)


def _steps(chart: Steps) -> dict[str, Any]:
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
        "ticks": [{"x": across(at), "words": label} for at, label in _ticks(chart.start, span)],
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


def _ticks(start: datetime, span: timedelta) -> list[tuple[datetime, str]]:
    """Round moments inside the span, at most five, so that they stand apart on a phone."""
    start = timezone.localtime(start)
    days = timedelta(days=-(-span // timedelta(days=4)))
    step = next((tick for tick in _TICKS if span / tick <= 4), days)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + step * -(-(start - midnight) // step)
    moments = (first + step * count for count in range(5))
    return [
        (at, words.clock(at) if step < timedelta(days=1) else f"{at.day:02}/{at.month:02}")
        for at in moments
        if at <= start + span
    ]


# ---- Matrix --------------------------------------------------------------------------------

_CELL: Final = 32  # px
_HEAD: Final = 128  # px above the cells, for the slanted names of the columns
_SPEEDS: Final = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
)


def speed(median: timedelta) -> int:
    """How slow an answer is, from 1 (within 15 minutes) to 5 (over a day)."""
    return 1 + sum(median > limit for limit in _SPEEDS)


def _matrix(chart: Matrix) -> dict[str, Any]:
    most = max((cell.notices for cell in chart.cells), default=1)

    def middle(position: int) -> int:
        return position * _CELL + _CELL // 2

    dots = [
        {
            "x": middle(cell.receiver),
            "y": _HEAD + middle(cell.sender),
            # The area of a dot, not its width, stands for the number.
            "r": round(4 + 9 * sqrt(cell.notices / most), 1),
            "speed": speed(cell.median) if cell.median is not None else None,
            "words": _cell_words(chart, cell),
        }
        for cell in chart.cells
        if cell.notices
    ]
    silent: dict[int, int] = {}
    for cell in chart.cells:
        if cell.notices and cell.median is None:
            silent[cell.receiver] = silent.get(cell.receiver, 0) + cell.notices
    size = len(chart.names) * _CELL
    slowest = sorted(
        (cell for cell in chart.cells if cell.notices),
        key=lambda cell: (cell.median is not None, -(cell.median or timedelta(0)), -cell.notices),
    )
    return {
        "cell": _CELL,
        "head": _HEAD,
        "width": size + _HEAD // 2,
        "size": size,
        "height": size + _HEAD,
        "rows": [
            {
                "y": _HEAD + middle(place),
                "name": _cut(name, 36),
                "short": _cut(short, 15),
            }
            for place, (name, short) in enumerate(zip(chart.names, chart.short, strict=True))
        ],
        "columns": [
            {"x": middle(place), "short": _cut(short, 15)}
            for place, short in enumerate(chart.short)
        ],
        "lines": [place * _CELL for place in range(len(chart.names) + 1)],
        "own": [
            {"x": place * _CELL, "y": _HEAD + place * _CELL} for place in range(len(chart.names))
        ],
        "dots": dots,
        "silent": [
            {"name": chart.names[place], "notices": notices}
            for place, notices in sorted(silent.items(), key=lambda item: -item[1])
        ],
        "speeds": [
            {"step": step, "words": word}
            for step, word in enumerate(
                (
                    _("within 15 min"),
                    _("within 1 h"),
                    _("within 4 h"),
                    _("within 1 day"),
                    _("over 1 day"),
                ),
                start=1,
            )
        ],
        "pairs": [
            {
                "sender": chart.names[cell.sender],
                "receiver": chart.names[cell.receiver],
                "notices": cell.notices,
                "time": words.duration(cell.median) if cell.median is not None else None,
            }
            for cell in slowest
        ],
    }


def _cell_words(chart: Matrix, cell: Cell) -> str:
    names = {"sender": chart.names[cell.sender], "receiver": chart.names[cell.receiver]}
    if cell.median is None:
        text = _("{sender} → {receiver}: {notices} notices, none answered")
        return text.format(notices=cell.notices, **names)
    text = _("{sender} → {receiver}: {notices} notices, answered in {time} (median)")
    return text.format(notices=cell.notices, time=words.duration(cell.median), **names)


# ---- Bars ----------------------------------------------------------------------------------

_BAR: Final = 48  # px a row: the label above, the bar below


def _bars(chart: Bars) -> dict[str, Any]:
    most = max((bar.value for bar in chart.bars), default=0) or 1
    return {
        "height": len(chart.bars) * _BAR,
        "rows": [
            {
                "label": _cut(bar.label, 40),
                "words": bar.words,
                "y": place * _BAR,
                "width": round(100 * bar.value / most, 2),
            }
            for place, bar in enumerate(chart.bars)
        ],
    }


# ---- Lineage -------------------------------------------------------------------------------

_STAGE: Final = 56  # px a stage: its name, and the words below
_INDENT: Final = 28


def _lineage(chart: Lineage) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    last: dict[int, int] = {}  # the last row of each depth
    for place, stage in enumerate(chart.stages):
        x, y = 12 + stage.depth * _INDENT, place * _STAGE + 18
        above = [
            row for depth, row in last.items() if depth == stage.depth or depth == stage.depth - 1
        ]
        parent = rows[max(above)] if above else None
        rows.append(
            {
                "x": x,
                "y": y,
                "stage": stage,
                "label": _cut(stage.label, 34 - 4 * stage.depth),
                "from": {"x": parent["x"], "y": parent["y"] + 8} if parent else None,
                "text": x + 18,
            }
        )
        last = {depth: row for depth, row in last.items() if depth <= stage.depth}
        last[stage.depth] = place
    return {"height": len(rows) * _STAGE, "rows": rows}


# ---- Spans ---------------------------------------------------------------------------------

_SPAN: Final = 68  # px a row: label, words, the bar, and under it what really happened
_FOOT: Final = 28  # px below the rows, for the words of the ticks


def _spans(chart: Spans) -> dict[str, Any]:
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
                "label": _cut(span.label, 44),
                "words": span.words,
                "y": place * _SPAN,
                "late": span.late,
                "actual": bar(*span.actual) if span.actual else None,
                "done": round(bar(span.start, span.end)["width"] * min(span.share, 1.0), 2),
                **bar(span.start, span.end),
            }
            for place, span in enumerate(chart.spans)
        ],
        "ticks": [{"x": across(at), "words": label} for at, label in _ticks(chart.start, whole)],
        "now_x": across(now) if now else None,
        "by_day": whole > timedelta(days=4),
        "compared": any(span.actual for span in chart.spans),
    }


def _cut(text: str, length: int) -> str:
    """`text` with an ellipsis where it would run out of its place."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
