"""A unit that has to spread a text becomes part of another one."""

from datetime import timedelta

from lienket.circles import actions as circles
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


def test_an_heir_that_only_observes_is_not_asked_in_its_predecessor_s_place(
    circle: Circle, dispatcher: Member, plant: Unit, commune: Unit
) -> None:
    heir = make_unit("Heir", "commune_police")
    by = plant.member()
    with acting(by):
        asked = circles.invite(
            circle_id=circle.id, organization_id=heir.id, role="observer", by=by, now=NOON
        )
    observer = heir.member()
    with acting(observer):
        circles.answer_invitation(invitation_id=asked.id, accept=True, by=observer, now=NOON)
    text = spread(circle, plant.member())
    merge(commune, heir, now=LATER)
    with acting(heir.member(LATER)):
        mine = Ask.objects.filter(envelope=text.envelope_id, organization_id=heir.id)
        assert not mine.filter(settled_at=None).exists()
        assert not mine.filter(released=False).exists(), "nobody answered"
