"""Figures as rows of a table: this period, last year's, the difference, the running total."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from lienket.reviews.catalogue import GROUP_NAMES, INDICATORS, Indicator, indicator
from lienket.reviews.models import Line, Review
from lienket.reviews.rules import Days, Direction, Figure, change, difference, judged
from lienket.reviews.words import compound, signed


@dataclass(frozen=True)
class Row:
    """One indicator as a table shows it."""

    code: str
    name: str | Promise
    sentence: str | Promise
    now: str
    before: str
    grown: str
    per_cent: str
    judged: str
    total: str = ""
    url: str = ""
    url_before: str = ""
    url_total: str = ""
    enter_url: str = ""


def live_rows(
    circle_id: int, days: Days, now: dict[str, Figure], before: dict[str, Figure], *, enters: bool
) -> Iterator[dict[str, Any]]:
    """The indicators of a circle, group by group, as the record stands now."""
    for letter, group in groupby(INDICATORS, key=lambda one: one.group):
        rows = [
            _live(circle_id, days, one, now[one.code], before[one.code], enters) for one in group
        ]
        yield {"letter": letter, "name": GROUP_NAMES[letter], "rows": rows}


def _live(
    circle_id: int, days: Days, one: Indicator, now: Figure, before: Figure, enters: bool
) -> Row:
    grown = difference(now, before)
    return Row(
        code=one.code,
        name=one.name,
        sentence=one.derived.sentence if one.derived else "",
        now=compound(now, one.aggregation, one.unit, one.second_unit),
        before=compound(before, one.aggregation, one.unit, one.second_unit),
        grown=signed(grown),
        per_cent=signed(change(now, before), "%"),
        judged=judged(one.direction, grown),
        url=rows_url(circle_id, one.code, days) if now.rows else "",
        url_before=rows_url(circle_id, one.code, days.year_before) if before.rows else "",
        enter_url=enter_url(circle_id, one.code, days) if enters and not one.derived else "",
    )


def review_rows(review: Review, lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """The figures of a review as they were computed, group by group."""
    for letter, group in groupby(lines, key=lambda line: line.code[0]):
        rows = [_kept(review, line) for line in group]
        yield {"letter": letter, "name": GROUP_NAMES[letter], "rows": rows}


def _kept(review: Review, line: Line) -> Row:
    now, before = Figure(line.value, line.second), Figure(line.before, line.before_second)
    grown = difference(now, before)
    known = indicator(line.code) is not None
    total = Days(review.total_since, review.ends_on)

    def said(figure: Figure) -> str:
        return compound(figure, line.aggregation, line.unit, line.second_unit)

    def behind(value: Decimal | None, days: Days) -> str:
        return rows_url(review.circle_id, line.code, days) if known and value else ""

    return Row(
        code=line.code,
        name=line.name,
        sentence=line.sentence,
        now=said(now),
        before=said(before),
        grown=signed(grown),
        per_cent=signed(change(now, before), "%"),
        judged=judged(Direction(line.direction), grown),
        total=said(Figure(line.total, line.total_second)),
        url=behind(line.value, review.days),
        url_before=behind(line.before, review.days.year_before),
        url_total=behind(line.total, total),
    )


def rows_url(circle_id: int, code: str, days: Days) -> str:
    """Where the rows behind a figure stand."""
    return f"{reverse('reviews:rows', args=[circle_id, code])}?{query_of(days)}"


def enter_url(circle_id: int, code: str, days: Days) -> str:
    """Where a figure is entered."""
    return f"{reverse('reviews:enter', args=[circle_id, code])}?{query_of(days)}"


def query_of(days: Days) -> str:
    """A period as the addresses of these pages have it."""
    return urlencode({"since": days.first.isoformat(), "until": days.last.isoformat()})
