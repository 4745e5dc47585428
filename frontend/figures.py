"""Makes `src/fonts/figures-*.woff2`: the figures of Be Vietnam Pro, all of one width.

The typeface has no tabular figures, so clocks and columns of numbers would jump. Run this when the
version of the typeface changes, after `npm ci`; it needs the packages fonttools and brotli.
"""

from pathlib import Path
from statistics import median_low

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules/@fontsource/be-vietnam-pro"
TARGET = HERE / "src/fonts"
FIGURES = "0123456789"


def tabular(font: TTFont) -> None:
    """Give every figure the width most of them have, with its shape in the middle."""
    names = [font.getBestCmap()[ord(figure)] for figure in FIGURES]
    metrics, glyphs = font["hmtx"], font["glyf"]
    common = median_low(metrics[name][0] for name in names)
    for name in names:
        width, bearing = metrics[name]
        shift = (common - width) // 2
        glyphs[name].coordinates.translate((shift, 0))
        glyphs[name].recalcBounds(glyphs)
        metrics[name] = (common, bearing + shift)


def main() -> None:
    for weight in (400, 500, 600):
        font = TTFont(SOURCE / f"files/be-vietnam-pro-latin-{weight}-normal.woff2")
        subsetter = Subsetter(Options(layout_features=[], hinting=False))
        subsetter.populate(text=FIGURES)
        subsetter.subset(font)
        tabular(font)
        font.flavor = "woff2"
        font.save(TARGET / f"figures-{weight}.woff2")


if __name__ == "__main__":
    main()
