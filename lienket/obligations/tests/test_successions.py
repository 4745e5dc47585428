"""Who owed something becomes part of another unit."""

from datetime import timedelta

from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.models import Duty
from lienket.obligations.tests.conftest import DAILY, Define
from lienket.organizations import successions
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_owes_what_is_open_and_what_comes(define: Define, plant: Unit) -> None:
    define(DAILY)
    actions.open_due(now=NOON + timedelta(days=1))
    heir = make_unit("Heir", "commune_police")
    merge(plant, heir, now=NOON + timedelta(days=1))
    actions.open_due(now=NOON + timedelta(days=2))

    by = heir.member(NOON + timedelta(days=2))
    with acting(by):
        owners = set(queries.occurrences_for(by).values_list("organization_id", flat=True))
        assert owners == {heir.id}
        assert queries.occurrences_for(by).count() == 2
        assert Duty.objects.get().organization_id == heir.id


def test_what_was_owed_between_the_two_ends(
    define: Define, plant: Unit, fire_service: Unit
) -> None:
    define(DAILY)
    merge(fire_service, plant, now=LATER)

    with acting(plant.member(LATER)):
        assert Duty.objects.get().ended_at == LATER
    assert actions.open_due(now=NOON + timedelta(days=9)) == 0


def test_what_is_owed_and_owed_to_is_listed(
    define: Define, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    define(DAILY)
    for unit, listed in ((plant, True), (fire_service, True), (outsider, False)):
        with acting(unit.member()):
            lines = [one.what for one in successions.touched(unit.id, NOON)]
        assert ("1 nghĩa vụ" in lines) is listed
