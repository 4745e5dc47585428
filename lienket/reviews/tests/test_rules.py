"""Periods, differences, and what they mean."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lienket.reviews import rules
from lienket.reviews.catalogue import GROUP_NAMES, INDICATORS
from lienket.reviews.rules import Aggregation, Days, Direction, Figure

DAYS = some.dates(date(2001, 1, 1), date(2090, 12, 31))


def number(value: int) -> Figure:
    return Figure(Decimal(value))


def test_a_report_compares_with_the_same_period_of_the_year_before() -> None:
    half = Days(date(2025, 12, 15), date(2026, 6, 14))
    assert half.year_before == Days(date(2024, 12, 15), date(2025, 6, 14))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2026, 4, 30), date(2025, 4, 30)),
    ],
)
def test_the_end_of_february_stays_the_end_of_february(day: date, before: date) -> None:
    assert Days(day, day).year_before.first == before


@given(DAYS, DAYS)
def test_a_period_and_its_base_are_equally_long_but_for_a_leap_day(one: date, other: date) -> None:
    days = Days(min(one, other), max(one, other))
    base = days.year_before
    assert base.first <= base.last
    assert abs((days.last - days.first).days - (base.last - base.first).days) <= 1


def test_without_a_base_there_is_no_percentage() -> None:
    assert rules.change(number(5), number(0)) is None
    assert rules.change(number(5), Figure()) is None
    assert rules.difference(number(5), number(0)) == 5
    assert rules.difference(Figure(), number(0)) is None


def test_a_change_has_one_decimal() -> None:
    assert rules.change(number(5), number(7)) == Decimal("-28.6")
    assert rules.change(number(6), number(6)) == 0


def test_growth_is_good_or_bad_or_neither() -> None:
    assert rules.judged(Direction.BAD, Decimal(2)) == "worse"
    assert rules.judged(Direction.BAD, Decimal(-2)) == "better"
    assert rules.judged(Direction.GOOD, Decimal(2)) == "better"
    assert rules.judged(Direction.NEUTRAL, Decimal(2)) == ""
    assert rules.judged(Direction.GOOD, Decimal(0)) == ""
    assert rules.judged(Direction.GOOD, None) == ""


def test_a_succession_breaks_only_what_it_lies_in() -> None:
    reform = date(2025, 7, 1)
    assert rules.broken(Days(date(2026, 1, 1), date(2026, 6, 30)), [reform]) == [reform]
    assert rules.broken(Days(date(2026, 8, 1), date(2026, 12, 31)), [reform]) == []
    assert rules.broken(Days(date(2025, 1, 1), date(2025, 6, 30)), [reform]) == []


def test_the_catalogue_has_every_code_once_in_the_order_of_reports() -> None:
    codes = [one.code for one in INDICATORS]
    assert len(set(codes)) == len(codes) > 60
    assert codes == sorted(codes, key=lambda code: (code[0], int(code[1:])))
    assert {one.group for one in INDICATORS} == set(GROUP_NAMES) == set(rules.GROUPS)


def test_derived_indicators_say_in_a_sentence_what_they_count() -> None:
    for one in INDICATORS:
        if one.derived:
            assert str(one.derived.sentence).endswith(".")
        else:
            assert one.aggregation in (Aggregation.SUM, Aggregation.LAST)
