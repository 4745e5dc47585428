"""What is owed changes, ends, or is taken out of a draft again."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection

from lienket.circles.models import Circle
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.actions.obligations import (
    CodeTaken,
    EndedBefore,
    InForceAlready,
    OnlyTheKeeper,
)
from lienket.obligations.models import Duty, Obligation, ObligationParty, Occurrence
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import DAILY, WEEKLY, Define, occurrence_of, owed
from lienket.regulations import actions as regulations
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import consult
from tests.cast import NOON, Unit

TUESDAY = NOON + timedelta(days=3)
Change = Callable[..., Obligation]


@pytest.fixture
def change(plant: Unit) -> Change:
    """The keeper changes an obligation on Tuesday."""

    def change(obligation: Obligation, cadence: Cadence = WEEKLY, **said: object) -> Obligation:
        by = plant.member()
        with acting(by):
            return actions.change(
                obligation_id=obligation.id, draft=owed(cadence, **said), by=by, now=TUESDAY
            )

    return change


def starts(unit: Unit) -> list[date]:
    """The first days of all periods that a unit sees opened."""
    by = unit.member()
    with acting(by):
        found = queries.occurrences_for(by).order_by("period_start")
        return list(found.values_list("period_start", flat=True))


def test_another_counterpart_does_not_make_the_running_period_owed_twice(
    define: Define, change: Change, plant: Unit, fire_service: Unit
) -> None:
    obligation = define(WEEKLY)
    actions.open_due(now=NOON)
    by, occurrence = plant.member(), occurrence_of(plant)
    with acting(by):
        actions.fulfil(occurrence_id=occurrence.id, text="Đã gửi", by=by, now=NOON)

    change(obligation, counterparts=["B", "C"])
    actions.open_due(now=TUESDAY)
    assert starts(plant) == [date(2026, 11, 21)]
    actions.open_due(now=TUESDAY + timedelta(days=7))
    assert starts(plant) == [date(2026, 11, 21), date(2026, 11, 28)]


def test_it_is_not_owed_twice_where_the_keeper_does_not_see_the_duty(
    define: Define, change: Change, fire_service: Unit, commune: Unit
) -> None:
    obligation = define(WEEKLY, responsible=["B"], counterparts=["C"])
    actions.open_due(now=NOON)

    change(obligation, responsible=["B"], counterparts=["A", "C"])
    actions.open_due(now=TUESDAY)
    assert starts(fire_service) == [date(2026, 11, 21)]


def test_a_change_during_an_outage_skips_nothing(
    define: Define, change: Change, plant: Unit
) -> None:
    obligation = define(DAILY)

    change(obligation, DAILY, counterparts=["B", "C"])
    actions.open_due(now=TUESDAY)
    assert starts(plant) == [date(2026, 11, day) for day in (22, 23, 24)]


def test_another_hour_is_still_the_same_period(define: Define, change: Change, plant: Unit) -> None:
    obligation = define(WEEKLY)
    actions.open_due(now=NOON)
    later = Cadence("calendar", rrule=WEEKLY.rrule, at="17:30")

    change(obligation, later, counterparts=["B", "C"])
    actions.open_due(now=TUESDAY)
    assert starts(plant) == [date(2026, 11, 21)]


def test_another_rhythm_begins_with_the_period_that_runs(
    define: Define, change: Change, plant: Unit
) -> None:
    obligation = define(Cadence("event", amount=24))

    change(obligation, WEEKLY, counterparts=["B", "C"])
    actions.open_due(now=TUESDAY)
    assert starts(plant) == [date(2026, 11, 21)]


def test_what_has_ended_is_not_changed_any_more(
    define: Define, change: Change, plant: Unit
) -> None:
    obligation, by = define(DAILY), plant.member()
    with acting(by):
        actions.end(obligation_id=obligation.id, reason="Không còn kho", by=by, now=NOON)

    with pytest.raises(EndedBefore):
        change(obligation, DAILY)
    with acting(by):
        assert not Duty.objects.filter(ended_at=None).exists()


def test_an_obligation_of_a_draft_can_be_taken_out_of_it(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by, other = plant.member(), fire_service.member()
    with acting(by):
        made = actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    consult(regulation, plant)
    with acting(other), pytest.raises(OnlyTheKeeper):
        actions.remove(obligation_id=made.id, by=other, now=NOON)
    with acting(by):
        actions.remove(obligation_id=made.id, by=by, now=NOON)
        assert not queries.obligations_of(regulation.id)
        assert not ObligationParty.objects.exists()


def test_what_is_in_force_is_ended_and_not_removed(define: Define, plant: Unit) -> None:
    obligation, by = define(), plant.member()

    with acting(by), pytest.raises(InForceAlready):
        actions.remove(obligation_id=obligation.id, by=by, now=NOON)


def test_a_draft_that_is_discarded_takes_its_obligations_along(
    regulation: Regulation, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
        regulations.discard(regulation_id=regulation.id, by=by, now=NOON)
        assert not Regulation.objects.exists()
        assert not Obligation.objects.exists()


def test_a_discarded_amendment_leaves_what_is_in_force(
    define: Define, in_force: Regulation, plant: Unit
) -> None:
    define()
    by = plant.member()
    with acting(by):
        regulations.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
        regulations.discard(regulation_id=in_force.id, by=by, now=NOON)
        assert Obligation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_code_written_twice_at_once_is_refused(
    in_force: Regulation, plant: Unit, circle: Circle
) -> None:
    by = plant.member()
    refused: list[CodeTaken] = []

    def write() -> None:
        try:
            with acting(by):
                actions.define(regulation_id=in_force.id, draft=owed(), by=by, now=NOON)
        except CodeTaken as error:
            refused.append(error)
        finally:
            connection.close()

    pair = [Thread(target=write) for _ in range(2)]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert len(refused) == 1
    with acting(Engine(circles=(circle.id,))):
        assert Obligation.objects.count() == 1
        assert not Occurrence.objects.exists()
