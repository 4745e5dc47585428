"""Raising, handing on, answering, returning, judging, withdrawing and publishing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienket.circles import actions as circle_actions
from lienket.circles import exports
from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.documents.guard.refusals import PersonsIdentity
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.refusals import SecrecyStamp
from lienket.kernel.rls import acting
from lienket.petitions import actions, queries
from lienket.petitions.actions import Statement, answering, asking, common, judging
from lienket.petitions.models import Petition, Publication
from lienket.petitions.tests.conftest import DUE
from lienket.plans.actions.tasks import NotAMember
from lienket.search.queries import find
from tests.cast import NOON, Unit

DAY = timedelta(days=1)
ANSWER = "Hồ sơ gồm đơn, bản vẽ hoàn công; nộp tại bộ phận một cửa."


def letters(purpose: str = "first") -> list[int]:
    rows = Message.objects.filter(envelope__kind="petition", purpose=purpose)
    return list(rows.values_list("organization_id", flat=True))


def answered(petition: Petition, by: Member, now: Any = NOON + DAY) -> Petition:
    with acting(by):
        actions.answer(petition_id=petition.id, text=ANSWER, by=by, now=now)
        return Petition.objects.get(id=petition.id)


def test_a_petition_is_numbered_due_in_fifteen_days_and_asks_whoever_answers(
    petition: Petition, chief: Member, dispatcher: Member, fire_service: Unit
) -> None:
    assert petition.reference == "KN-2026-001"
    assert timezone.localtime(petition.due_at).date() == DUE
    with acting(chief):
        assert letters() == [fire_service.id]
        (waiting,) = waiting_for(chief, NOON, 5)
        assert (waiting.title, waiting.due_at) == (petition.title, petition.due_at)
    with acting(dispatcher):
        assert not waiting_for(dispatcher, NOON, 5)


def test_without_a_named_party_the_chair_finds_out_who_answers(
    circle: Circle, chief: Member, plant: Unit, statement: Statement
) -> None:
    with acting(chief):
        raised = actions.raise_petition(
            circle_id=circle.id,
            statement=replace(statement, responsible_id=None),
            by=chief,
            now=NOON,
        )
    assert raised.responsible_id == plant.id


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": "  "}, asking.NoQuestion),
        ({"title": "Công nhân CCCD 001204012345 hỏi"}, PersonsIdentity),
        ({"detail": "Liên hệ số 001 204 012 345"}, PersonsIdentity),
        ({"detail": "Độ mật: MẬT\nVề việc bố trí lực lượng"}, SecrecyStamp),
        ({"voice": "workers"}, asking.NoCollective),
        ({"due_on": NOON.date()}, asking.DueInThePast),
        ({"due_on": date(2020, 1, 1)}, asking.DueInThePast),
        ({"due_on": NOON.date() + 181 * DAY}, asking.DueTooLate),
        ({"responsible_id": None}, asking.AsksItself),
        ({"responsible_id": 999_999}, NotAMember),
    ],
)
def test_nonsense_is_refused_and_nothing_is_kept(
    circle: Circle,
    dispatcher: Member,
    statement: Statement,
    changes: dict[str, Any],
    refusal: type[Refusal],
) -> None:
    with acting(dispatcher):
        with pytest.raises(refusal):
            actions.raise_petition(
                circle_id=circle.id,
                statement=replace(statement, **changes),
                by=dispatcher,
                now=NOON,
            )
        assert not Petition.objects.exists()


def test_the_longest_time_for_an_answer_is_180_days(
    circle: Circle, dispatcher: Member, statement: Statement
) -> None:
    with acting(dispatcher):
        raised = actions.raise_petition(
            circle_id=circle.id,
            statement=replace(statement, due_on=NOON.date() + 180 * DAY),
            by=dispatcher,
            now=NOON,
        )
    assert raised.due_at > NOON + 179 * DAY


def test_a_party_that_left_is_not_asked(
    circle: Circle, dispatcher: Member, chief: Member, statement: Statement
) -> None:
    with acting(chief):
        exports.sealed(circle=circle, by=chief, now=NOON)
        circle_actions.leave(circle_id=circle.id, by=chief, now=NOON)
    with acting(dispatcher), pytest.raises(NotAMember) as refused:
        actions.raise_petition(
            circle_id=circle.id, statement=statement, by=dispatcher, now=NOON + DAY
        )
    assert refused.value.field == "responsible"


def test_silence_is_reminded_of_and_climbs_after_the_due_day(
    petition: Petition, chief: Member, dispatcher: Member
) -> None:
    for day in range(22):
        escalation.escalate_overdue(now=NOON + day * DAY)
    with acting(chief):
        assert "reminder" in set(
            Message.objects.filter(envelope__kind="petition").values_list("purpose", flat=True)
        )
        assert Ask.objects.get(id=petition.ask_id or 0).step >= 4
        found = queries.petitions_for(chief).filter(queries.in_state("overdue", NOON + 22 * DAY))
        assert found.get() == petition


def test_handing_on_keeps_the_due_day_and_asks_the_other(
    petition: Petition, chief: Member, commune: Unit
) -> None:
    with acting(chief):
        actions.hand_on(
            petition_id=petition.id,
            organization_id=commune.id,
            reason="Thuộc thẩm quyền của xã",
            by=chief,
            now=NOON + DAY,
        )
        assert not waiting_for(chief, NOON + DAY, 5)
    member = commune.member()
    with acting(member):
        (waiting,) = waiting_for(member, NOON + DAY, 5)
        assert waiting.due_at == petition.due_at
        assert petition.routings.get().reason == "Thuộc thẩm quyền của xã"
    with acting(chief), pytest.raises(common.OnlyWhoAnswers):
        actions.answer(petition_id=petition.id, text=ANSWER, by=chief, now=NOON + DAY)


@pytest.mark.parametrize("to", ["fire_service", "plant"])
def test_it_is_not_handed_to_oneself_nor_back_to_the_asker(
    petition: Petition, chief: Member, to: str, request: pytest.FixtureRequest
) -> None:
    with acting(chief), pytest.raises(Refusal) as refused:
        actions.hand_on(
            petition_id=petition.id,
            organization_id=request.getfixturevalue(to).id,
            reason="Chuyển",
            by=chief,
            now=NOON,
        )
    assert isinstance(refused.value, answering.HandedToItself | asking.AsksItself)
    assert refused.value.field == "organization"


def test_an_answer_stops_the_asking_and_the_asker_hears_of_it(
    petition: Petition, chief: Member, dispatcher: Member, plant: Unit
) -> None:
    found = answered(petition, chief)
    assert not found.late
    escalation.escalate_overdue(now=NOON + 40 * DAY)
    with acting(dispatcher):
        assert letters("reply") == [plant.id]
        (waiting,) = waiting_for(dispatcher, NOON + DAY, 5)
        assert waiting.since == NOON + DAY
    with acting(chief):
        assert not letters("escalation")
        actions.answer(
            petition_id=petition.id, text="Bổ sung mẫu đơn.", by=chief, now=NOON + 30 * DAY
        )
        assert petition.answers.count() == 2
        assert not Petition.objects.get(id=petition.id).late


def test_an_empty_answer_is_refused(petition: Petition, chief: Member) -> None:
    with acting(chief), pytest.raises(answering.NoAnswer):
        actions.answer(petition_id=petition.id, text=" \n ", by=chief, now=NOON)


def test_a_returned_answer_is_asked_again_and_may_be_returned_again(
    petition: Petition, chief: Member, dispatcher: Member
) -> None:
    for round_ in range(2):
        answered(petition, chief, NOON + (14 + round_) * DAY)
        with acting(dispatcher):
            actions.judge(
                petition_id=petition.id,
                satisfied=False,
                words="Chưa nêu thời hạn",
                by=dispatcher,
                now=NOON + (14 + round_) * DAY,
            )
            returned = actions.return_(
                petition_id=petition.id,
                reason="Chưa nêu thời hạn giải quyết",
                by=dispatcher,
                now=NOON + (14 + round_) * DAY,
            )
            found = Petition.objects.get(id=petition.id)
            assert found.answered_at is None
            assert found.satisfied is None
            assert found.due_at == returned.due_at >= NOON + (20 + round_) * DAY
        with acting(chief):
            (waiting,) = waiting_for(chief, NOON + 15 * DAY, 5)
            assert waiting.due_at == found.due_at
    # The answer that was given in time and mended within the new time is in time.
    assert not answered(petition, chief, NOON + 16 * DAY).late


def test_only_the_asker_judges_and_only_an_answer(
    petition: Petition, chief: Member, dispatcher: Member
) -> None:
    with acting(dispatcher), pytest.raises(judging.NotAnsweredYet):
        actions.judge(petition_id=petition.id, satisfied=True, by=dispatcher, now=NOON)
    answered(petition, chief)
    with acting(chief), pytest.raises(NotAllowed):
        actions.judge(petition_id=petition.id, satisfied=True, by=chief, now=NOON + DAY)
    with acting(dispatcher):
        actions.judge(petition_id=petition.id, satisfied=True, by=dispatcher, now=NOON + 2 * DAY)
        assert Petition.objects.get().satisfied
        assert not waiting_for(dispatcher, NOON + 2 * DAY, 5)


def test_a_withdrawn_petition_asks_nobody_and_takes_no_answer(
    petition: Petition, chief: Member, dispatcher: Member
) -> None:
    with acting(dispatcher):
        actions.withdraw(petition_id=petition.id, reason="Đã tự xử lý", by=dispatcher, now=NOON)
    with acting(chief):
        assert not waiting_for(chief, NOON, 5)
        assert Ask.objects.get(id=petition.ask_id or 0).settled_at
        with pytest.raises(common.PetitionWithdrawnBefore):
            actions.answer(petition_id=petition.id, text=ANSWER, by=chief, now=NOON)


def test_a_confidential_petition_is_seen_by_the_two_alone_until_its_answer_is_shown(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit, statement: Statement
) -> None:
    by = plant.member()
    with acting(by):
        raised = actions.raise_petition(
            circle_id=circle.id, statement=statement, by=by, now=NOON, confidential=True
        )
    assert raised.confidential
    chief, third = fire_service.member(), commune.member()
    with acting(third):
        assert not Petition.objects.exists()
        assert not queries.in_circle(third, circle.id).exists()
    answered(raised, chief)
    with acting(chief), pytest.raises(answering.Confidential):
        actions.hand_on(
            petition_id=raised.id, organization_id=commune.id, reason="X", by=chief, now=NOON
        )
    by = plant.member()
    with acting(by):
        actions.publish(petition_id=raised.id, by=by, now=NOON + 2 * DAY)
        with pytest.raises(judging.NothingToPublish):
            actions.publish(petition_id=raised.id, by=by, now=NOON + 2 * DAY)
    with acting(third):
        shown = queries.publications_for(third, circle.id).get()
        assert (shown.title, shown.answer) == (raised.title, ANSWER)
        assert not Petition.objects.exists()


def test_to_an_outsider_nothing_of_it_exists(
    petition: Petition, circle: Circle, outsider: Unit, statement: Statement
) -> None:
    stranger = outsider.member()
    with acting(stranger):
        assert not Petition.objects.exists()
        assert not Publication.objects.exists()
        with pytest.raises(Petition.DoesNotExist):
            actions.answer(petition_id=petition.id, text=ANSWER, by=stranger, now=NOON)
        with pytest.raises(Circle.DoesNotExist):
            actions.raise_petition(circle_id=circle.id, statement=statement, by=stranger, now=NOON)


def test_each_change_is_in_the_journal(
    petition: Petition, chief: Member, dispatcher: Member
) -> None:
    answered(petition, chief)
    with acting(dispatcher):
        told = set(Event.objects.values_list("type", flat=True))
    assert {"PetitionRaised", "PetitionAnswered"} <= {one.split(".")[-1] for one in told}


def test_the_figures_count_what_the_lists_show(
    circle: Circle, petition: Petition, chief: Member, dispatcher: Member, statement: Statement
) -> None:
    with acting(dispatcher):
        for _ in range(3):
            actions.raise_petition(
                circle_id=circle.id, statement=statement, by=dispatcher, now=NOON
            )
        ids = list(Petition.objects.order_by("id").values_list("id", flat=True))
    late = NOON + 20 * DAY
    with acting(chief):
        actions.answer(petition_id=ids[0], text=ANSWER, by=chief, now=NOON + 2 * DAY)
        actions.answer(petition_id=ids[1], text=ANSWER, by=chief, now=late)
    with acting(dispatcher):
        actions.judge(petition_id=ids[0], satisfied=True, by=dispatcher, now=late)
        actions.withdraw(petition_id=ids[3], reason="Thôi", by=dispatcher, now=late)
        found = queries.in_circle(dispatcher, circle.id)
        counted = queries.total(found, late)
        assert (counted.received, counted.answered, counted.overdue) == (3, 2, 1)
        assert (counted.in_time, counted.answered_late, counted.content) == (1, 1, 1)
        assert counted.punctual == 33
        assert counted.contentment == 100
        assert counted.median == 11 * DAY
        assert queries.by_party(found, late)[chief.organization_id] == counted
        for state in ("answered", "open", "overdue", "in_time", "answered_late", "content"):
            rows = found.filter(queries.in_state(state, late)).count()
            assert rows == getattr(counted, state)


def test_all_answers_of_a_petition_are_found_by_their_words(
    petition: Petition, chief: Member, dispatcher: Member, outsider: Unit
) -> None:
    answered(petition, chief)
    with acting(chief):
        actions.answer(
            petition_id=petition.id, text="Bổ sung biên bản thử áp lực.", by=chief, now=NOON + DAY
        )
    for asked in ("ban ve hoan cong", "thử áp lực"):
        with acting(dispatcher):
            (hit,) = find(asked, by=dispatcher, now=NOON + DAY).hits
        assert hit.url == f"/petitions/{petition.id}/"
        assert any(piece.fits for piece in hit.excerpt)
    stranger = outsider.member()
    with acting(stranger):
        assert not find("thử áp lực", by=stranger, now=NOON + DAY).hits
