"""Figures against rows that were counted by hand."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.models import Occurrence
from lienket.obligations.queries import compliance
from lienket.obligations.queries.compliance import Figures
from lienket.obligations.rules.spans import Span
from lienket.obligations.tests.conftest import DAILY, Define
from tests.cast import NOON, Unit

# Ten days are due at 08:00 from 22 November to 1 December, and it is the evening of the last.
EVENING = NOON + timedelta(days=10, hours=8)
YEAR = Span.around("year", NOON.date())


@pytest.fixture
def ten_days(define: Define, plant: Unit, fire_service: Unit) -> list[Occurrence]:
    """Four in time, two late by one and three hours, one excused, three missed; two confirmed."""
    define(DAILY)
    for day in range(1, 11):
        actions.open_due(now=NOON + timedelta(days=day))
    by, other = plant.member(), fire_service.member()
    with acting(by):
        found = list(queries.occurrences_for(by).order_by("due_at"))
        for one, after in zip(found, [-1, -1, -1, 0, 1, 3], strict=False):
            at = one.due_at + timedelta(hours=after)
            actions.fulfil(occurrence_id=one.id, text="Đã làm", by=by, now=at)
    with acting(other):
        for one in found[:2]:
            actions.confirm(occurrence_id=one.id, by=other, now=EVENING)
        actions.excuse(occurrence_id=found[6].id, reason="Mưa bão", by=other, now=EVENING)
    return found


def figures_for(unit: Unit, circle: Circle, span: Span, now: datetime) -> Figures:
    by = unit.member()
    with acting(by):
        found = compliance.within(by, circle.id, span.since, span.until)
        return compliance.total(found, now)


def test_the_figures_are_those_counted_by_hand(
    ten_days: list[Occurrence], plant: Unit, circle: Circle
) -> None:
    now = ten_days[-1].due_at + timedelta(hours=1)
    assert figures_for(plant, circle, YEAR, now) == Figures(
        opened=10,
        in_time=4,
        late=2,
        missed=3,
        open=0,
        excused=1,
        confirmed=2,
        delay=timedelta(hours=2),
    )
    november = Span.around("month", NOON.date())
    assert figures_for(plant, circle, november, now).due == 9


def test_what_is_not_late_yet_is_open(
    ten_days: list[Occurrence], plant: Unit, circle: Circle
) -> None:
    before = ten_days[-1].due_at - timedelta(minutes=1)
    found = figures_for(plant, circle, YEAR, before)
    assert (found.open, found.missed, found.kept) == (1, 2, 50)
    # What may still be done in time has not fallen due.
    assert (found.opened, found.due) == (10, 9)


def test_by_party_obligation_clause_and_month_they_add_up_with_one_statement_each(
    ten_days: list[Occurrence], plant: Unit, circle: Circle
) -> None:
    by, now = plant.member(), EVENING
    with acting(by):
        found = compliance.within(by, circle.id, YEAR.since, YEAR.until)
        whole = compliance.total(found, now)
        with CaptureQueriesContext(connection) as asked:
            parties = compliance.by_party(found, now)
            obligations = compliance.by_obligation(found, now)
            clauses = compliance.by_clause(found, now)
            months = compliance.by_party_and("month", found, now)
    assert len(asked) == 4
    assert parties == {plant.id: whole}
    assert list(obligations.values()) == [whole]
    assert list(clauses.values()) == [whole]
    assert {key: one.due for key, one in months.items()} == {
        (plant.id, date(2026, 11, 1)): 9,
        (plant.id, date(2026, 12, 1)): 1,
    }


def test_the_list_of_each_state_has_as_many_rows_as_its_figure(
    ten_days: list[Occurrence], plant: Unit, circle: Circle
) -> None:
    by, now = plant.member(), EVENING
    with acting(by):
        found = compliance.within(by, circle.id, YEAR.since, YEAR.until)
        counted = compliance.total(found, now)
        listed = Counter(
            {
                state: found.filter(compliance.in_state(state, now)).count()
                for state in compliance.STATES
            }
        )
    assert listed == {state: getattr(counted, state) for state in compliance.STATES}
    assert listed.total() == counted.opened


def test_a_third_member_does_not_count_what_it_does_not_see(
    ten_days: list[Occurrence], commune: Unit, outsider: Unit, circle: Circle
) -> None:
    assert figures_for(commune, circle, YEAR, EVENING).due == 0
    with pytest.raises(Circle.DoesNotExist):
        figures_for(outsider, circle, YEAR, EVENING)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_spans_are_read_as_they_are_written_and_follow_one_another(
    written: str, first: date, last: date
) -> None:
    span = Span.read(written)
    assert span
    assert (span.first, span.last, str(span)) == (first, last, written)
    assert span.next.previous == span == span.previous.next


@pytest.mark.parametrize("written", ["", "2026-13", "2026-Q5", "1999", "2026-1", "x"])
def test_what_is_no_span_is_none(written: str) -> None:
    assert Span.read(written) is None
