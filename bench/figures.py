"""A figure, its target and its yardstick, and the table of them all."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value. A target is its upper limit; `least` makes it the lower one."""

    what: str
    value: float
    unit: str
    target: float | None = None
    least: bool = False
    # What the value is compared with in the same run, and that one's value in the same unit.
    beside: str = ""
    yardstick: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.least else self.value <= self.target

    @property
    def ratio(self) -> str:
        return f"{self.value / self.yardstick:.2f}×" if self.yardstick else ""

    def row(self) -> str:
        """The figure as a row of the table in the README."""
        sign = "≥" if self.least else "≤"
        wanted = "" if self.target is None else f"{sign} {_short(self.target)}"
        mark = {None: "", True: "✓", False: "✗"}[self.met]
        beside = f"{self.beside}: {_short(self.yardstick)}" if self.yardstick else self.beside
        cells = (self.what, f"{_short(self.value)} {self.unit}", wanted, mark, beside, self.ratio)
        return f"| {' | '.join(cells)} |"


HEADER = "| measure | figure | target | | yardstick | ratio |\n|---|---|---|---|---|---|"


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def missed(figures: Iterable[Figure]) -> list[str]:
    """The measures whose target was not met."""
    return [figure.what for figure in figures if figure.met is False]


def median(values: Iterable[float]) -> float:
    return quantile(values, 0.5)


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which so great a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _short(value: float) -> str:
    """Three significant digits, without an exponent."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
