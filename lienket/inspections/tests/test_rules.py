"""Shares, states and days."""

from datetime import date, timedelta

import pytest

from lienket.inspections import rules, standard
from lienket.inspections.models import Area
from lienket.inspections.rules import Count
from tests.cast import NOON

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("count", "share"),
    [(Count(3, 1, 5), 75), (Count(2, 1), 66), (Count(0, 4), 0), (Count(0, 0, 3), None)],
)
def test_a_share_counts_what_applies_only(count: Count, share: int | None) -> None:
    assert count.share == share


def test_counts_add_up() -> None:
    assert rules.total([Count(1, 2, 3), Count(4, 5, 6)]) == Count(5, 7, 9)
    assert rules.total([]).share is None


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "unassigned"),
        ({"task_due_at": 1}, "open"),
        ({"task_due_at": 0}, "open"),
        ({"task_due_at": -1}, "overdue"),
        ({"task_due_at": -1, "reported_at": -2}, "recheck"),
        ({"task_due_at": 1, "dropped_at": 0}, "unassigned"),
        ({"task_due_at": -1, "reported_at": -2, "closed_at": 0}, "closed"),
    ],
)
def test_how_a_finding_stands(facts: dict[str, int], state: str) -> None:
    names = ("task_due_at", "reported_at", "dropped_at", "closed_at")
    hours = {name: NOON + timedelta(hours=facts[name]) if name in facts else None for name in names}
    assert rules.state_of(**hours, now=NOON) == state


@pytest.mark.parametrize(
    ("day", "plausible"),
    [
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
        (TODAY - timedelta(days=366), True),
        (TODAY - timedelta(days=367), False),
        (date(1, 1, 1), False),
    ],
)
def test_days_on_which_somebody_can_have_been_there(day: date, plausible: bool) -> None:
    assert rules.is_plausible(day, TODAY) == plausible


def test_a_record_is_countersigned_on_a_working_day() -> None:
    assert rules.countersign_by(TODAY) == date(2026, 11, 26)
    assert rules.countersign_by(date(2026, 11, 24)) == date(2026, 11, 30)


def test_the_shipped_list_asks_forty_different_questions_of_known_areas() -> None:
    texts = [text for lines in standard.QUESTIONS.values() for text in lines]
    assert set(standard.QUESTIONS) <= set(Area.values)
    assert len(texts) == len(set(texts)) == 40
    assert all(len(text) <= 300 for text in texts)
