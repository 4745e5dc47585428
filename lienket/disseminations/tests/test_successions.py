"""A unit that has to spread a text becomes part of another one."""

from datetime import timedelta

from lienket.circles.models import Circle
from lienket.disseminations import actions
from lienket.disseminations.models import Copy
from lienket.disseminations.tests.test_disseminations import read, spread
from lienket.escalation.models import Ask
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_spreads_the_text(circle: Circle, dispatcher: Member, commune: Unit) -> None:
    text = spread(circle, dispatcher)
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        actions.read(dissemination_id=text.id, by=by, now=LATER)
        copy = Copy.objects.get(organization_id=heir.id)
        assert copy.read == 1
        assert Ask.objects.get(id=copy.ask_id or 0).organization_id == heir.id
        assert not Copy.objects.filter(organization_id=commune.id).exists()


def test_who_has_spread_a_text_stays_named(
    circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    text = spread(circle, dispatcher)
    read(text, commune.member())
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)

    with acting(heir.member(LATER)):
        assert Copy.objects.filter(organization_id=commune.id, read=1).exists()


def test_an_heir_with_a_copy_of_its_own_is_not_asked_for_the_other_one(
    circle: Circle, dispatcher: Member, commune: Unit, fire_service: Unit
) -> None:
    text = spread(circle, dispatcher)
    merge(commune, fire_service, now=LATER)
    with acting(fire_service.member(LATER)):
        assert Ask.objects.filter(envelope=text.envelope_id, settled_at=None).count() == 1
