"""Entering, meeting, verifying, publishing, changing and withdrawing false claims."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override

from lienket.circles import actions as circle_actions
from lienket.circles import overview
from lienket.circles.actions import OnlyFullMembers
from lienket.circles.models import Circle, Membership
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.falseclaims import actions, queries
from lienket.falseclaims.actions import Statement, common, publishing, recording, verifying
from lienket.falseclaims.exports import claims as exported
from lienket.falseclaims.models import Claim, Correction, PublicWarning, Sighting, Withdrawal
from lienket.falseclaims.tests.conftest import TODAY, WORDS
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.refusals import SecrecyStamp
from lienket.kernel.rls import acting
from lienket.search.queries import find
from tests.cast import NOON, Unit, make_unit, merge

DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=2)


def letters(kind: str, purpose: str = "first") -> set[int]:
    rows = Message.objects.filter(envelope__kind=kind, purpose=purpose)
    return set(rows.values_list("organization_id", flat=True))


def publish(claim: Claim, by: Member, **changes: Any) -> PublicWarning:
    given = {"valid_until": TODAY + 30 * DAY, "by": by, "now": LATER, **changes}
    with acting(by):
        return actions.publish(claim_id=claim.id, **given)


def test_a_claim_is_numbered_and_asks_another_member_to_verify_it_within_a_day(
    claim: Claim, commune: Unit, verifier: Member, dispatcher: Member
) -> None:
    assert claim.reference == "SL-2026-001"
    assert claim.due_at == NOON + DAY
    with acting(verifier):
        (waiting,) = waiting_for(verifier, NOON, 5)
        assert (waiting.title, waiting.due_at) == (claim.text, claim.due_at)
        assert letters("false_claim") == {commune.id}
    with acting(dispatcher):
        assert not waiting_for(dispatcher, NOON, 5)
        assert Sighting.objects.get().count == 7


def test_silence_about_a_claim_climbs(claim: Claim, dispatcher: Member, commune: Unit) -> None:
    with acting(dispatcher):
        before = letters("false_claim", "reminder") | letters("false_claim", "escalation")
    escalation.escalate_overdue(now=NOON + 2 * DAY)
    with acting(dispatcher):
        after = letters("false_claim", "reminder") | letters("false_claim", "escalation")
    assert not before
    assert commune.id in after


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kind": "opinion"}, recording.UnknownKind),
        ({"kind": "criticism"}, recording.UnknownKind),
        ({"channel": "@tinnong"}, recording.UnknownChannel),
        ({"count": 0}, recording.UnbelievableCount),
        ({"count": 100_001}, recording.UnbelievableCount),
        ({"text": "  "}, recording.NothingSaid),
        ({"text": "Xem evn-gia.com"}, common.LinkInText),
        ({"text": "Kênh Telegram Tin Nóng"}, common.AccountInText),
        ({"text": "Gọi 0912 345 678 để nộp tiền"}, common.NumberInText),
        ({"text": "Nguyễn Văn An tung tin"}, common.PersonInText),
        ({"area": "nhà bà Hạnh"}, common.PersonInText),
        ({"text": "Độ mật: MẬT"}, SecrecyStamp),
        ({"since": TODAY + DAY}, recording.BeganInTheFuture),
        ({"since": TODAY - 367 * DAY}, recording.BeganLongAgo),
        ({"within": 1}, recording.UnknownHours),
        ({"verifier_id": 0}, recording.NotAVerifier),
        ({"site_id": 999}, recording.NoSuchSite),
    ],
)
def test_what_may_not_be_entered_is_refused_and_nothing_is_kept(
    circle: Circle,
    dispatcher: Member,
    statement: Statement,
    changes: dict[str, Any],
    refusal: type[Refusal],
) -> None:
    with acting(dispatcher), pytest.raises(refusal):
        actions.record(
            circle_id=circle.id,
            statement=replace(statement, **changes),
            by=dispatcher,
            now=NOON,
        )
    with acting(dispatcher):
        assert not Claim.objects.exists()
        assert not Ask.objects.exists()


def test_nobody_verifies_what_it_entered_itself(
    circle: Circle, claim: Claim, dispatcher: Member, plant: Unit, statement: Statement
) -> None:
    with acting(dispatcher):
        with pytest.raises(recording.VerifiesItself):
            actions.record(
                circle_id=circle.id,
                statement=replace(statement, verifier_id=plant.id),
                by=dispatcher,
                now=NOON,
            )
        with pytest.raises(common.OnlyTheVerifier):
            actions.verify(claim_id=claim.id, words=WORDS, by=dispatcher, now=NOON)


def test_an_observer_neither_enters_nor_verifies(
    circle: Circle, chief: Member, dispatcher: Member, statement: Statement, fire_service: Unit
) -> None:
    with acting(dispatcher):
        Membership.objects.filter(organization_id=fire_service.id).update(role="observer")
        with pytest.raises(recording.NotAVerifier):
            actions.record(
                circle_id=circle.id,
                statement=replace(statement, verifier_id=fire_service.id),
                by=dispatcher,
                now=NOON,
            )
    with acting(chief), pytest.raises(OnlyFullMembers):
        actions.record(circle_id=circle.id, statement=statement, by=chief, now=NOON)


def test_members_add_how_often_they_met_it(claim: Claim, chief: Member) -> None:
    with acting(chief):
        actions.sight(claim_id=claim.id, channel="leaflet", count=3, by=chief, now=LATER)
        assert queries.counted(chief, claim.id).met == 10  # type: ignore[attr-defined]


def test_a_verified_correction_stops_the_asking_and_waits_to_be_published(
    verified: Claim, dispatcher: Member, verifier: Member
) -> None:
    with acting(verifier):
        assert not waiting_for(verifier, LATER, 5)
        with pytest.raises(verifying.VerifiedBefore):
            actions.verify(claim_id=verified.id, words=WORDS, by=verifier, now=LATER)
    escalation.escalate_overdue(now=NOON + 5 * DAY)
    with acting(dispatcher):
        assert not letters("false_claim", "escalation")
        assert [one.title for one in waiting_for(dispatcher, LATER, 5)] == [verified.text]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"truth": " "}, verifying.NoTruth),
        ({"advice": ""}, verifying.NoAdvice),
        ({"hotline": "gọi ngay"}, verifying.NotAHotline),
        ({"hotline": "12"}, verifying.NotAHotline),
        ({"hotline": "113; 114"}, verifying.NotAHotline),
        ({"truth": "Đừng tin anh Hùng"}, common.PersonInText),
        ({"advice": "Đừng mở evn-gia.com"}, common.LinkInText),
    ],
)
def test_a_correction_says_what_is_true_what_to_do_and_whom_to_call(
    claim: Claim, verifier: Member, changes: dict[str, str], refusal: type[Refusal]
) -> None:
    with acting(verifier), pytest.raises(refusal):
        actions.verify(claim_id=claim.id, words=replace(WORDS, **changes), by=verifier, now=NOON)


def test_publishing_tells_all_other_members(
    verified: Claim, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    warning = publish(verified, dispatcher)

    assert len(warning.code) == 10
    with acting(dispatcher):
        assert letters("public_warning") == {fire_service.id, commune.id}
        assert Event.objects.filter(type="WarningPublished").exists()
    with pytest.raises(publishing.PublishedBefore):
        publish(verified, dispatcher)


@pytest.mark.parametrize(
    ("days", "refusal"), [(-1, publishing.EndsInThePast), (367, publishing.ValidTooLong)]
)
def test_a_warning_is_valid_from_today_for_a_year_at_most(
    verified: Claim, dispatcher: Member, days: int, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        publish(verified, dispatcher, valid_until=TODAY + days * DAY)


def test_only_what_is_verified_is_published_and_only_by_those_concerned(
    claim: Claim, dispatcher: Member, chief: Member, verifier: Member
) -> None:
    with pytest.raises(common.NotVerifiedYet):
        publish(claim, dispatcher)
    with acting(verifier):
        actions.verify(claim_id=claim.id, words=WORDS, by=verifier, now=NOON)
    with pytest.raises(common.OnlyThoseConcerned):
        publish(claim, chief)
    with pytest.raises(NotAllowed):
        publish(claim, replace(verifier, rights=frozenset({"receipt.answer"})))


def test_a_changed_correction_reads_so_at_once_and_the_earlier_words_stay(
    verified: Claim, verifier: Member
) -> None:
    publish(verified, verifier)
    new = replace(WORDS, advice="Không chuyển tiền. Báo công an xã ngay.")
    with acting(verifier):
        with pytest.raises(common.NoReason):
            actions.correct(claim_id=verified.id, words=new, reason=" ", by=verifier, now=LATER)
        actions.correct(
            claim_id=verified.id,
            words=new,
            reason="Thêm nơi báo tin",
            valid_until=TODAY + 60 * DAY,
            by=verifier,
            now=LATER,
        )
        said = Correction.objects.order_by("id").values_list("advice", "reason")
        assert list(said) == [(WORDS.advice, ""), (new.advice, "Thêm nơi báo tin")]
    (shown,) = queries.valid_warnings(LATER)
    assert shown.advice == new.advice
    assert shown.corrected_at == LATER
    assert shown.valid_until == TODAY + 60 * DAY


def test_a_withdrawn_warning_is_shown_to_nobody_any_more_and_its_record_stays(
    verified: Claim, dispatcher: Member, verifier: Member
) -> None:
    publish(verified, dispatcher)
    with acting(verifier):
        actions.withdraw(claim_id=verified.id, reason="Tin hóa ra là đúng", by=verifier, now=LATER)
        assert Withdrawal.objects.get().reason == "Tin hóa ra là đúng"
        with pytest.raises(common.WithdrawnBefore):
            actions.correct(claim_id=verified.id, words=WORDS, reason="x", by=verifier, now=LATER)
    assert queries.valid_warnings(LATER) == []


def test_a_claim_that_is_withdrawn_is_verified_by_nobody(
    claim: Claim, dispatcher: Member, verifier: Member
) -> None:
    with acting(dispatcher):
        actions.withdraw(claim_id=claim.id, reason="Nhầm", by=dispatcher, now=LATER)
    escalation.escalate_overdue(now=NOON + 5 * DAY)
    with acting(verifier):
        assert not waiting_for(verifier, LATER, 5)
        assert not letters("false_claim", "escalation")
        with pytest.raises(common.WithdrawnBefore):
            actions.verify(claim_id=claim.id, words=WORDS, by=verifier, now=LATER)


def test_an_outsider_sees_no_row_and_the_public_only_the_correction(
    verified: Claim, dispatcher: Member, outsider: Unit
) -> None:
    publish(verified, dispatcher)
    stranger = outsider.member()
    with acting(stranger):
        for model in (Claim, Sighting, Correction, PublicWarning, Withdrawal):
            assert not model._default_manager.exists()
        with pytest.raises(Claim.DoesNotExist):
            actions.sight(claim_id=verified.id, channel="email", count=1, by=stranger, now=LATER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_public_warnings(%s, 10)", [TODAY])
        columns = {column.name for column in cursor.description}
    assert columns == {
        "code", "kind", "truth", "advice", "hotline", "publisher",
        "published_at", "corrected_at", "valid_until", "withdrawn_at",
    }  # fmt: skip


def test_a_warning_stands_until_its_last_day_is_over(verified: Claim, dispatcher: Member) -> None:
    publish(verified, dispatcher, valid_until=TODAY + DAY)
    assert queries.valid_warnings(NOON + DAY)
    assert not queries.valid_warnings(NOON + 2 * DAY)


def test_the_circle_shows_and_finds_it(verified: Claim, dispatcher: Member, circle: Circle) -> None:
    publish(verified, dispatcher)
    with acting(dispatcher), override("en"):
        (line,) = overview.lines_of(circle, dispatcher, LATER)
        assert line.words == "1 public warning"
        (hit,) = find("doi chuyen tien", by=dispatcher, now=LATER).hits
        assert hit.url == f"/false-claims/{verified.id}/"


def test_whoever_leaves_takes_its_part_along(verified: Claim, verifier: Member) -> None:
    with acting(verifier):
        parts = dict(exported([verified.circle_id], verifier))
    assert len(parts["false_claims.json"]) == len(parts["false_claim_corrections.json"]) == 1


def test_the_successor_verifies_in_its_place(claim: Claim, commune: Unit) -> None:
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        assert [one.title for one in waiting_for(by, LATER, 5)] == [claim.text]
        actions.verify(claim_id=claim.id, words=WORDS, by=by, now=LATER)


def test_nobody_verifies_itself_after_the_two_became_one(
    claim: Claim, commune: Unit, plant: Unit
) -> None:
    merge(commune, plant, now=LATER)

    with acting(plant.member(LATER)):
        assert Claim.objects.get().verifier_id == commune.id


def test_nothing_is_entered_in_a_closed_circle(
    circle: Circle, dispatcher: Member, statement: Statement
) -> None:
    with acting(dispatcher):
        circle_actions.close(circle_id=circle.id, by=dispatcher, now=NOON)
        with pytest.raises(circle_actions.CircleClosed):
            actions.record(circle_id=circle.id, statement=statement, by=dispatcher, now=LATER)
