"""A unit that sits in a council becomes part of another one."""

from datetime import timedelta

from lienket.circles.models import Circle
from lienket.councils import actions, queries
from lienket.councils.models import Office, Seat
from lienket.councils.successions import key_of
from lienket.councils.tests.test_councils import TODAY, add, set_up
from lienket.kernel.rls import acting
from lienket.organizations import successions
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_fills_the_office_and_names_somebody_anew(
    circle: Circle, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    council = set_up(circle, plant.member())
    (office,) = add(council, "member", commune, by=plant.member())
    by = commune.member()
    with acting(by):
        actions.fill(
            office_id=office.id,
            appointment_id=commune.appointment_id,
            valid_from=TODAY,
            valid_to=None,
            by=by,
            now=NOON,
        )
        (line,) = [one for one in successions.touched(commune.id, NOON) if "council:" in one.key]
    assert line.key == key_of(council.id)
    with acting(outsider.member()):
        assert line.key not in {one.key for one in successions.touched(commune.id, NOON)}

    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)
    with acting(heir.member(LATER)):
        assert Office.objects.get(id=office.id).organization_id == heir.id
        # The term of who sat there ends with the old unit.
        assert Seat.objects.get(office=office).valid_to == TODAY
        (own,) = queries.offices_for(heir.member(LATER)).filter(organization_id=heir.id)
    assert own.id == office.id
