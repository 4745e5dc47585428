"""What came of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from lienket.kernel.charts.scales import cut

_STAGE: Final = 56  # px a stage: its name, and the words below
_INDENT: Final = 28


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


def layout(chart: Lineage) -> dict[str, Any]:
    """Where its parts stand."""
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
                "label": cut(stage.label, 34 - 4 * stage.depth),
                "from": {"x": parent["x"], "y": parent["y"] + 8} if parent else None,
                "text": x + 18,
            }
        )
        last = {depth: row for depth, row in last.items() if depth <= stage.depth}
        last[stage.depth] = place
    return {"height": len(rows) * _STAGE, "rows": rows}
