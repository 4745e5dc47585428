"""A unit that is bound by a regulation becomes part of another one."""

from datetime import timedelta

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.organizations import successions
from lienket.regulations.models import Party, Regulation
from lienket.regulations.successions import key_of
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_is_bound_and_keeps_the_text_under_the_old_name(
    in_force: Regulation, plant: Unit
) -> None:
    heir = make_unit("Heir", "commune_police")
    merge(plant, heir, now=LATER)

    with acting(heir.member(LATER)):
        in_force.refresh_from_db()
        party = Party.objects.get(letter="A")
        assert in_force.organization_id == heir.id
        assert (party.organization_id, party.name) == (heir.id, plant.organization.name)


def test_the_regulation_is_listed_with_its_page(
    in_force: Regulation, circle: Circle, commune: Unit, outsider: Unit
) -> None:
    with acting(commune.member()):
        lines = {line.key: line for line in successions.touched(commune.id, NOON)}
    assert lines[key_of(in_force.id)].url == f"/regulations/{in_force.id}/"
    assert lines[key_of(in_force.id)].where == circle.name

    with acting(outsider.member()):
        assert key_of(in_force.id) not in {
            line.key for line in successions.touched(commune.id, NOON)
        }


def test_it_is_told_where_both_are_parties_already(
    in_force: Regulation, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    with acting(plant.member()):
        (said,) = successions.warnings(plant.id, fire_service.id, NOON)
        assert in_force.title in said
        assert not successions.warnings(plant.id, outsider.id, NOON)
