"""Charts as plain facts, drawn as accessible SVG.

A chart is a frozen specification; `draw` turns it into a figure with a title, a description and the
same facts as a table. Positions across are percentages and type has a fixed size, so one drawing
is legible on a phone and on a desk; colours are classes of `charts.css`. Each kind has a module
of its own: what it is told, and its layout.
"""

from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lienket.kernel.charts import bars, lineage, matrix, shares, spans, steps
from lienket.kernel.charts.bars import Bar, Bars
from lienket.kernel.charts.lineage import Lineage, Stage
from lienket.kernel.charts.matrix import Cell, Matrix
from lienket.kernel.charts.shares import Piece, Share, Shares
from lienket.kernel.charts.spans import Span, Spans
from lienket.kernel.charts.steps import Mark, Steps

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Chart",
    "Lineage",
    "Mark",
    "Matrix",
    "Piece",
    "Share",
    "Shares",
    "Span",
    "Spans",
    "Stage",
    "Steps",
    "draw",
]

Chart = Steps | Matrix | Bars | Lineage | Shares | Spans


def draw(chart: Chart) -> SafeString:
    """The figure for `chart`, as HTML."""
    match chart:
        case Steps():
            layout = steps.layout(chart)
        case Matrix():
            layout = matrix.layout(chart)
        case Bars():
            layout = bars.layout(chart)
        case Lineage():
            layout = lineage.layout(chart)
        case Shares():
            layout = shares.layout(chart)
        case Spans():
            layout = spans.layout(chart)
    # The same chart always gets the same id, so that a live update swaps like for like.
    identity = sha256(f"{type(chart).__name__}{chart.title}".encode()).hexdigest()[:8]
    context = {"chart": chart, "id": f"chart-{identity}", **layout}
    return SafeString(render_to_string(chart.template, context))
