"""The rules: cycles, timetables, ladders and shifted days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from lienket.plans import rules

Order = dict[int, list[int]]


@given(some.lists(some.tuples(some.integers(0, 8), some.integers(0, 8)), max_size=30))
def test_links_that_are_checked_one_by_one_never_close_a_circle(
    links: list[tuple[int, int]],
) -> None:
    order: Order = {}
    for task, after in links:
        if not rules.finds_a_way(order, after, task):
            order.setdefault(task, []).append(after)
    # Taking away again and again what comes after nothing leaves nothing.
    left = dict(order)
    while ready := [task for task in left if not set(left[task]) & set(left)]:
        for task in ready:
            del left[task]
    assert not left


@given(some.dates(date(1900, 1, 1), date(2200, 12, 31)), some.integers(1, 5))
def test_a_day_keeps_its_month_over_the_years(day: date, years: int) -> None:
    later = rules.same_day(day, years)
    assert (later.year, later.month) == (day.year + years, day.month)
    assert day.day - later.day in {0, 1}


def test_a_step_after_another_counts_from_when_that_one_is_due() -> None:
    steps = [rules.Planned(1, 5, None), rules.Planned(2, 10, 1), rules.Planned(3, 7, None)]
    times = rules.timetable(steps)
    assert [due // timedelta(minutes=1) for _, due in times.values()] == [5, 15, 7]


@given(some.integers(2, 400))
def test_a_ladder_climbs_and_reminds_before_it_is_due(days: int) -> None:
    steps = rules.ladder(timedelta(days=days))
    times = [step.after for step in steps]
    assert times == sorted(set(times))
    assert 0 < times[0] < days * 24 * 60
