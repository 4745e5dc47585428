"""Who informs whom, and how fast it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from lienket.kernel import words
from lienket.kernel.charts.scales import cut

_CELL: Final = 32  # px
_HEAD: Final = 128  # px above the cells, for the slanted names of the columns
_SPEEDS: Final = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
)


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


def speed(median: timedelta) -> int:
    """How slow an answer is, from 1 (within 15 minutes) to 5 (over a day)."""
    return 1 + sum(median > limit for limit in _SPEEDS)


def layout(chart: Matrix) -> dict[str, Any]:
    """Where its parts stand."""
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
                "name": cut(name, 36),
                "short": cut(short, 15),
            }
            for place, (name, short) in enumerate(zip(chart.names, chart.short, strict=True))
        ],
        "columns": [
            {"x": middle(place), "short": cut(short, 15)} for place, short in enumerate(chart.short)
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
