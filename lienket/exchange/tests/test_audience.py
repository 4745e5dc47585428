"""Who gets a bulletin when circles change: narrower audiences, corrections, leavers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienket.circles import actions as circle_actions
from lienket.circles.actions import CircleClosed
from lienket.circles.events import OrganizationLeft
from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.escalation.models import Ask
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.exchange.reactions import ask_a_leaver_no_more
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_circle, make_unit

THEFT = Draft(kind="notice", urgency="normal", title="Cắt trộm cáp")
HOUR = timedelta(hours=1)


def issue(circle_id: int, by: Member, draft: Draft, **more: str) -> Bulletin:
    with acting(by):
        return actions.issue_bulletin(circle_id=circle_id, draft=draft, by=by, now=NOON, **more)


def to(*units: Unit) -> Draft:
    return replace(THEFT, organization_ids=tuple(unit.id for unit in units), audience="addressed")


def leave_and_come_back(circle: Circle, unit: Unit, chair: Unit) -> None:
    leaver = unit.member()
    with acting(leaver):
        circle_actions.leave(circle_id=circle.id, by=leaver, now=NOON)
    by = chair.member()
    with acting(by):
        invitation = circle_actions.invite(
            circle_id=circle.id, organization_id=unit.id, by=by, now=NOON
        )
    invited = unit.member()
    with acting(invited):
        circle_actions.answer_invitation(
            invitation_id=invitation.id, accept=True, by=invited, now=NOON
        )


def test_whoever_left_and_is_back_is_reached_in_the_old_narrow_audience(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    first = issue(circle.id, plant.member(), to(fire_service))
    leave_and_come_back(circle, fire_service, plant)

    second = issue(circle.id, plant.member(), to(fire_service))

    assert second.circle_id == first.circle_id
    chief = fire_service.member()
    with acting(chief):
        assert Bulletin.objects.filter(id=second.id).exists()
        assert Message.objects.filter(envelope_id=second.envelope_id).exists()


def test_whoever_is_back_may_address_the_old_narrow_audience(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    first = issue(circle.id, plant.member(), to(fire_service))
    leave_and_come_back(circle, fire_service, plant)

    assert issue(circle.id, fire_service.member(), to(plant)).circle_id == first.circle_id


def test_numbers_of_narrow_audiences_can_be_told_apart(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    numbers = [
        issue(circle.id, plant.member(), draft).number
        for draft in (THEFT, to(fire_service), to(commune), to(fire_service))
    ]
    assert numbers[0] == "TB-2026-001"
    assert len(set(numbers)) == 4
    assert numbers[3] == numbers[1].replace("001", "002")


def test_repeating_a_request_inside_a_subset_gives_the_same_bulletin(
    plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    border = make_unit("Border")
    circle = make_circle(plant, fire_service, commune, border)
    inner = issue(circle.id, plant.member(), to(fire_service, commune)).circle_id
    by = plant.member()

    first = issue(inner, by, to(fire_service), idempotency_key="k")
    assert first.circle_id not in {inner, circle.id}
    assert issue(inner, plant.member(), to(fire_service), idempotency_key="k") == first


def test_addressing_many_takes_as_many_statements_as_addressing_few(
    plant: Unit, fire_service: Unit
) -> None:
    others = [make_unit(f"Unit{letter}") for letter in "ABCDEFGH"]
    circle = make_circle(plant, fire_service, *others)

    def statements(*units: Unit) -> int:
        by = plant.member()
        with CaptureQueriesContext(connection) as counted:
            issue(circle.id, by, to(*units))
        return len(counted)

    statements(others[0])  # warms what is cached per process
    assert statements(*others[:2]) == statements(*others[:7])


def test_a_correction_reaches_everybody_who_has_the_earlier_one(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    first = issue(circle.id, plant.member(), THEFT)
    second = issue(circle.id, plant.member(), replace(to(fire_service), corrects_id=first.id))

    with acting(plant.member()):
        reached = Receipt.objects.filter(bulletin=second).values_list("organization", flat=True)
        assert set(reached) == {fire_service.id, commune.id}


def test_a_correction_of_a_narrow_bulletin_stays_in_its_audience(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    first = issue(circle.id, plant.member(), to(fire_service))
    second = issue(circle.id, plant.member(), replace(to(fire_service), corrects_id=first.id))

    assert second.circle_id == first.circle_id != circle.id


def test_nothing_is_issued_in_a_closed_circle_nor_in_its_subsets(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    inner = issue(circle.id, plant.member(), to(fire_service)).circle_id
    by = plant.member()
    with acting(by):
        circle_actions.close(circle_id=circle.id, by=by, now=NOON)
    for circle_id in (circle.id, inner):
        with pytest.raises(CircleClosed):
            issue(circle_id, by, THEFT)


def test_a_leaver_is_asked_no_more_and_does_not_count_as_having_answered(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    bulletin = issue(circle.id, plant.member(), THEFT)
    chief = fire_service.member()
    with acting(chief):
        circle_actions.leave(circle_id=circle.id, by=chief, now=NOON)
    ask_a_leaver_no_more(
        OrganizationLeft(fire_service.id), circle_id=circle.id, organization_id=None, at=NOON
    )

    with acting(Engine(circles=(circle.id,))):
        ask = Ask.objects.get(organization=fire_service.organization)
        assert (ask.settled_at, ask.released, ask.escalate_at) == (NOON, True, None)
        waiting = Message.objects.filter(envelope_id=bulletin.envelope_id, state="queued")
        assert fire_service.id not in waiting.values_list("organization_id", flat=True)


def test_a_reply_is_told_to_the_other_side(circle: Circle, plant: Unit, fire_service: Unit) -> None:
    bulletin = issue(circle.id, plant.member(), THEFT)
    chief = fire_service.member()
    with acting(chief):
        mine = Receipt.objects.get(bulletin=bulletin, organization=fire_service.organization)
        actions.reply(receipt_id=mine.id, by=chief, now=NOON, text="Không phát hiện gì.")
        told = Message.objects.filter(purpose="reply")
        assert list(told.values_list("organization_id", "about_id")) == [
            (plant.id, fire_service.id)
        ]


def test_an_answer_without_a_word_is_none(circle: Circle, plant: Unit, fire_service: Unit) -> None:
    draft = replace(THEFT, kind="information_request", required_action="answer")
    bulletin = issue(circle.id, plant.member(), draft)
    chief = fire_service.member()
    with acting(chief):
        mine = Receipt.objects.get(bulletin=bulletin, organization=fire_service.organization)
    with acting(chief), pytest.raises(actions.answers.EmptyReply):
        actions.acknowledge(receipt_id=mine.id, by=chief, now=NOON, fact="answered")
