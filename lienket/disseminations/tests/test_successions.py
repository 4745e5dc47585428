"""A unit that has to spread a text becomes part of another one."""

from datetime import timedelta

from lienket.circles.models import Circle, Membership
from lienket.disseminations import actions
from lienket.disseminations.models import Copy
from lienket.disseminations.tests.test_disseminations import is_settled, read, spread
from lienket.escalation.models import Ask
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import successions
from tests.cast import NOON, Unit, join, make_unit, merge

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


def test_texts_that_are_still_to_be_spread_are_listed(
    circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    spread(circle, dispatcher)
    with acting(commune.member()):
        lines = [one.what for one in successions.touched(commune.id, NOON)]
    assert "1 văn bản phải phổ biến" in lines


def test_who_has_spread_a_text_stays_named(
    circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    text = spread(circle, dispatcher)
    read(text, commune.member())
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)

    with acting(heir.member(LATER)):
        assert Copy.objects.filter(organization_id=commune.id, read=1).exists()


def test_a_successor_that_was_only_informed_is_asked_on_its_own_copy(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    heir = _observer(circle, plant)
    text = spread(circle, plant.member())
    merge(commune, heir, now=LATER)

    by = heir.member(LATER)
    assert not is_settled(text, by)
    with acting(by):
        (copy,) = Copy.objects.filter(organization_id__in=[commune.id, heir.id])
        assert copy.organization_id == heir.id
        actions.complete(dissemination_id=text.id, people=3, how="Giao ban", by=by, now=LATER)
    assert is_settled(text, by)


def test_a_successor_that_spread_its_copy_for_information_is_asked_no_more(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    heir = _observer(circle, plant)
    text = spread(circle, plant.member())
    by = heir.member()
    with acting(by):
        actions.complete(dissemination_id=text.id, people=3, how="Giao ban", by=by, now=NOON)
    merge(commune, heir, now=LATER)

    assert is_settled(text, heir.member(LATER))


def _observer(circle: Circle, chair: Unit) -> Unit:
    heir = make_unit("Heir", "commune_police")
    join(circle, chair, heir)
    with acting(chair.member()):
        Membership.objects.filter(organization_id=heir.id).update(role="observer")
    return heir
