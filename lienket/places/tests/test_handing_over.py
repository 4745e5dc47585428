"""Places go over to the successor of a unit, and along with one that leaves."""

from datetime import timedelta
from typing import Any

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import successions
from lienket.places import actions, exports, queries
from lienket.places.models import Corridor, Site
from lienket.places.successions import key_of
from lienket.places.tests.hands import list_corridor, list_site
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_looks_after_the_places_and_is_called(
    circle: Circle, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    by = plant.member()
    site = list_site(circle, by)
    list_corridor(circle, fire_service.member())
    with acting(by):
        actions.set_contacts(
            site_id=site.id, lines=[actions.Line(fire_service.id)], by=by, now=NOON
        )
    with acting(fire_service.member()):
        lines = {line.key: line for line in successions.touched(fire_service.id, NOON)}
    assert lines[key_of(circle.id)].url == f"/circles/{circle.id}/places/"
    with acting(outsider.member()):
        hidden = {line.key for line in successions.touched(fire_service.id, NOON)}
    assert key_of(circle.id) not in hidden

    heir = make_unit("Heir", "fire_service")
    merge(fire_service, heir, now=LATER)
    with acting(heir.member(LATER)):
        assert Corridor.objects.get().organization_id == heir.id
        assert queries.contacts_of(Site.objects.get()).get().organization_id == heir.id


def test_the_record_holds_ones_own_places(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    list_site(circle, dispatcher)
    list_site(circle, chief, name="Trụ sở đội chữa cháy")
    with acting(chief):
        record: dict[str, Any] = dict(exports.places([circle.id], chief))
    assert [row["name"] for row in record["sites.json"]] == ["Trụ sở đội chữa cháy"]
