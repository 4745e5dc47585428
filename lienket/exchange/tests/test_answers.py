"""Answering a bulletin: by the page, by the link, on the phone, late, or not at all."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.delivery.sender import send_due
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.actions.answers import BulletinIsWithdrawn
from lienket.exchange.models import Acknowledgement, Bulletin, Call, Receipt
from lienket.exchange.models.answers import Via
from lienket.kernel.actors import Engine, Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.guard.refusals import SecrecyStamp
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit
from tests.mail import Outbox

THEFT = Draft(kind="urgent_notice", urgency="urgent", title="Cắt trộm cáp tại trạm 110 kV")
DUTY = replace(THEFT, kind="direction", title="Chốt chặn đường 12", required_action="do")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def issue(circle: Circle, by: Member, draft: Draft = THEFT) -> Bulletin:
    with acting(by):
        return actions.issue_bulletin(circle_id=circle.id, draft=draft, by=by, now=NOON)


def receipt_of(bulletin: Bulletin, member: Member) -> int:
    with acting(member):
        return Receipt.objects.get(bulletin=bulletin, organization=member.organization_id).id


def answer(receipt_id: int, by: Member, at=NOON, **how: Any) -> None:  # type: ignore[no-untyped-def]
    with acting(by):
        actions.acknowledge(receipt_id=receipt_id, by=by, now=at, **how)


def open_asks(circle: Circle) -> set[int]:
    with acting(Engine(circles=(circle.id,))):
        return set(Ask.objects.filter(settled_at=None).values_list("organization_id", flat=True))


def test_acknowledging_stops_the_escalation_of_one_and_silences_nobody_else(
    circle: Circle, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    bulletin = issue(circle, dispatcher)
    answer(receipt_of(bulletin, chief), chief)

    assert open_asks(circle) == {commune.id}
    with acting(chief):
        assert not Message.objects.filter(
            organization=chief.organization_id, state="queued"
        ).exists()
    escalation.escalate_overdue(now=NOON + DAY)
    with acting(chief):
        later = Message.objects.filter(purpose="reminder").values_list("organization_id", flat=True)
        assert set(later) == {commune.id}


def test_answering_twice_is_harmless_and_the_first_answer_stands(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    receipt_id = receipt_of(issue(circle, dispatcher), chief)
    answer(receipt_id, chief, NOON + MINUTE)
    answer(receipt_id, chief, NOON + DAY)

    with acting(chief):
        fact = Acknowledgement.objects.get(receipt_id=receipt_id)
        assert (fact.at, fact.late) == (NOON + MINUTE, False)


def test_a_late_answer_counts_and_stays_visible_as_late(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    receipt_id = receipt_of(issue(circle, dispatcher), chief)
    answer(receipt_id, chief, NOON + 61 * MINUTE)

    assert chief.organization_id not in open_asks(circle)
    with acting(chief):
        assert Acknowledgement.objects.get(receipt_id=receipt_id).late


def test_nobody_answers_for_another_organization(
    circle: Circle, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    bulletin = issue(circle, dispatcher)
    with pytest.raises(Receipt.DoesNotExist):
        answer(receipt_of(bulletin, commune.member()), chief)


def test_the_link_answers_one_receipt_without_a_password(
    circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    bulletin = issue(circle, dispatcher)
    send_due(Outbox(), now=NOON, clock=lambda: NOON)
    with acting(Engine(circles=(circle.id,))):
        message = Message.objects.get(organization_id=fire_service.id)
    holder = links.holder(links.token(message.id), now=NOON)
    assert holder

    with acting(holder):
        mine = Receipt.objects.get(bulletin=bulletin, organization_id=fire_service.id)
        actions.acknowledge(receipt_id=mine.id, by=holder, via=Via.LINK, now=NOON)
        others = Receipt.objects.get(bulletin=bulletin, organization_id=commune.id)
        with pytest.raises(Receipt.DoesNotExist):
            actions.acknowledge(receipt_id=others.id, by=holder, now=NOON)
    assert open_asks(circle) == {commune.id}


def test_a_request_for_information_is_open_until_it_is_answered(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    asked = replace(THEFT, kind="information_request", required_action="answer")
    receipt_id = receipt_of(issue(circle, dispatcher, asked), chief)
    answer(receipt_id, chief)
    assert chief.organization_id in open_asks(circle)

    with acting(chief):
        actions.reply(receipt_id=receipt_id, by=chief, now=NOON, text="Không có xe nào qua chốt.")
    assert chief.organization_id not in open_asks(circle)


def test_reading_is_enough_when_nothing_more_is_asked(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    receipt_id = receipt_of(
        issue(circle, dispatcher, replace(THEFT, required_action="know")), chief
    )
    with acting(chief):
        actions.open_receipt(receipt_id=receipt_id, by=chief, via=Via.PAGE, now=NOON)
    assert chief.organization_id not in open_asks(circle)


def test_an_accepted_duty_without_progress_is_asked_again_and_then_open_again(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    receipt_id = receipt_of(issue(circle, dispatcher, DUTY), chief)
    answer(receipt_id, chief, fact="accepted")
    with acting(chief):
        accepted = Acknowledgement.objects.get(receipt_id=receipt_id)
        ask = Ask.objects.get(organization_id=chief.organization_id)
    assert accepted.lapses_at
    assert ask.escalate_at == NOON + 60 * MINUTE

    escalation.escalate_overdue(now=ask.escalate_at)
    with acting(chief):
        assert Message.objects.filter(
            organization_id=chief.organization_id, purpose="reminder"
        ).exists()
        actions.reopen_duty(ask_id=ask.id, by=chief, now=accepted.lapses_at)
        accepted.refresh_from_db()
        assert accepted.lapsed_at == accepted.lapses_at
    # It can be accepted again, and carried out.
    answer(receipt_id, chief, accepted.lapses_at, fact="accepted")
    answer(receipt_id, chief, accepted.lapses_at, fact="done")
    assert chief.organization_id not in open_asks(circle)


def test_an_answer_by_phone_is_recorded_with_both_times_and_the_words(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    receipt_id = receipt_of(issue(circle, dispatcher), chief)
    with acting(dispatcher):
        actions.record_call(
            receipt_id=receipt_id,
            by=dispatcher,
            now=NOON + 70 * MINUTE,
            called_at=NOON + 5 * MINUTE,
            reached=True,
            spoke_with="Trực ban PC07",
            words="Đã nhận, cử hai xe.",
            fact="received",
        )
        fact = Acknowledgement.objects.get(receipt_id=receipt_id)
        assert (fact.via, fact.note, fact.late) == ("call", "Đã nhận, cử hai xe.", False)
        assert Call.objects.get().called_at == NOON + 5 * MINUTE
    assert chief.organization_id not in open_asks(circle)


def test_a_third_party_does_not_record_calls(
    circle: Circle, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    receipt_id = receipt_of(issue(circle, dispatcher), chief)
    third = commune.member()
    with acting(third), pytest.raises(NotAllowed):
        actions.record_call(
            receipt_id=receipt_id, by=third, now=NOON, called_at=NOON, reached=False
        )


def test_a_withdrawn_bulletin_asks_nobody_and_whoever_was_told_hears_of_it(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    bulletin = issue(circle, dispatcher)
    send_due(Outbox(), now=NOON, clock=lambda: NOON)
    with acting(dispatcher):
        actions.withdraw_bulletin(
            bulletin_id=bulletin.id, reason="Báo nhầm", by=dispatcher, now=NOON + MINUTE
        )

    assert open_asks(circle) == set()
    with acting(dispatcher):
        assert Message.objects.filter(purpose="withdrawal").count() == 2
    with pytest.raises(BulletinIsWithdrawn):
        answer(receipt_of(bulletin, chief), chief)


def test_only_the_issuer_withdraws(circle: Circle, dispatcher: Member, chief: Member) -> None:
    bulletin = issue(circle, dispatcher)
    with acting(chief), pytest.raises(NotAllowed):
        actions.withdraw_bulletin(bulletin_id=bulletin.id, reason="", by=chief, now=NOON)


def test_a_correction_takes_the_place_of_the_earlier_bulletin(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    first = issue(circle, dispatcher)
    second = issue(circle, dispatcher, replace(THEFT, title="Đính chính", corrects_id=first.id))

    with acting(chief):
        asks = Ask.objects.filter(
            organization_id=chief.organization_id, settled_at=None
        ).values_list("envelope_id", flat=True)
        assert list(asks) == [second.envelope_id]


def test_a_missed_quorum_is_told_to_the_issuer(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    draft = replace(THEFT, quorum=2, quorum_within_minutes=15)
    bulletin = issue(circle, dispatcher, draft)
    answer(receipt_of(bulletin, chief), chief)

    escalation.escalate_overdue(now=NOON + 15 * MINUTE)
    with acting(dispatcher):
        told = Message.objects.filter(purpose="escalation")
        assert [m.organization_id for m in told] == [dispatcher.organization_id]


def test_a_quorum_that_was_reached_is_asked_for_no_more(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    bulletin = issue(circle, dispatcher, replace(THEFT, quorum=1, quorum_within_minutes=15))
    answer(receipt_of(bulletin, chief), chief)

    assert dispatcher.organization_id not in open_asks(circle)


def test_a_bulletin_to_some_lives_in_their_subset_circle(
    circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    draft = replace(THEFT, organization_ids=(fire_service.id,), audience="addressed")
    bulletin = issue(circle, dispatcher, draft)
    again = issue(circle, dispatcher, draft)

    assert bulletin.circle_id == again.circle_id != circle.id
    for unit, sees in ((fire_service, True), (commune, False)):
        member = unit.member()
        with acting(member):
            assert Bulletin.objects.filter(id=bulletin.id).exists() is sees


def test_the_same_key_gives_the_same_bulletin(circle: Circle, dispatcher: Member) -> None:
    with acting(dispatcher):
        first, second = (
            actions.issue_bulletin(
                circle_id=circle.id, draft=THEFT, by=dispatcher, now=NOON, idempotency_key="k-1"
            )
            for _ in range(2)
        )
        assert first == second
        with pytest.raises(actions.bulletins.KeyUsedBefore):
            actions.issue_bulletin(
                circle_id=circle.id,
                draft=replace(THEFT, title="Khác"),
                by=dispatcher,
                now=NOON,
                idempotency_key="k-1",
            )


def test_a_secrecy_stamp_is_refused_and_nothing_is_written(
    circle: Circle, dispatcher: Member
) -> None:
    with pytest.raises(SecrecyStamp):
        issue(circle, dispatcher, replace(THEFT, body="MẬT\nKế hoạch bảo vệ"))
    with acting(dispatcher):
        assert not Bulletin.objects.exists()


def test_exercises_have_a_number_series_of_their_own(circle: Circle, dispatcher: Member) -> None:
    drill = issue(circle, dispatcher, replace(THEFT, exercise=True))
    real = issue(circle, dispatcher)

    assert (drill.number, real.number) == ("DT-2026-001", "TK-2026-001")
