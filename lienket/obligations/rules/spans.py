"""The months, quarters and years for which people count, by the local calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from lienket.obligations.rules.days import ZONE

SpanKind = Literal["month", "quarter", "year"]
_MONTHS: dict[SpanKind, int] = {"month": 1, "quarter": 3, "year": 12}
_WRITTEN = re.compile(r"(?P<year>20\d\d)(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4]))?")


@dataclass(frozen=True)
class Span:
    """A month, quarter or year; `first` is its first day."""

    kind: SpanKind
    first: date

    @classmethod
    def around(cls, kind: SpanKind, day: date) -> "Span":
        """The one that `day` lies in."""
        months = _MONTHS[kind]
        return cls(kind, date(day.year, (day.month - 1) // months * months + 1, 1))

    @classmethod
    def read(cls, written: str) -> "Span | None":
        """From "2026-11", "2026-Q4" or "2026"; None for anything else."""
        found = _WRITTEN.fullmatch(written)
        if not found:
            return None
        year = int(found["year"])
        if found["month"]:
            return cls("month", date(year, int(found["month"]), 1))
        if found["quarter"]:
            return cls("quarter", date(year, int(found["quarter"]) * 3 - 2, 1))
        return cls("year", date(year, 1, 1))

    def __str__(self) -> str:
        if self.kind == "month":
            return f"{self.first:%Y-%m}"
        if self.kind == "quarter":
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return str(self.first.year)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Span":
        """The one after it."""
        return Span.around(self.kind, self.first + timedelta(days=31 * _MONTHS[self.kind]))

    @property
    def previous(self) -> "Span":
        """The one before it."""
        return Span.around(self.kind, self.first - timedelta(days=1))

    @property
    def since(self) -> datetime:
        """When it begins."""
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        """When it is over; the moment itself belongs to the next one."""
        return midnight(self.next.first)


def midnight(day: date) -> datetime:
    """When a local day begins."""
    return datetime.combine(day, time(), ZONE)
