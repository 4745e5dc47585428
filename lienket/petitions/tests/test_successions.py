"""Open petitions go over to the successor, on both sides."""

from datetime import timedelta

from lienket.escalation.waiting import waiting_for
from lienket.kernel.rls import acting
from lienket.petitions import actions
from lienket.petitions.models import Petition
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_answers_what_is_open(petition: Petition, fire_service: Unit) -> None:
    heir = make_unit("Heir", "fire_service")
    merge(fire_service, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        assert [one.title for one in waiting_for(by, LATER, 5)] == [petition.title]
        actions.answer(petition_id=petition.id, text="Đã tiếp nhận.", by=by, now=LATER)


def test_the_successor_judges_what_the_other_asked(petition: Petition, plant: Unit) -> None:
    heir = make_unit("Heir", "enterprise")
    merge(plant, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        actions.withdraw(petition_id=petition.id, reason="Hết vướng mắc", by=by, now=LATER)


def test_nobody_answers_itself_after_the_two_became_one(
    petition: Petition, plant: Unit, fire_service: Unit
) -> None:
    merge(fire_service, plant, now=LATER)

    by = plant.member(LATER)
    with acting(by):
        assert Petition.objects.get().responsible_id == fire_service.id
        assert not waiting_for(by, LATER, 5)
