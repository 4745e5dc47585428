"""What is handed in, and what the other side says to it."""

from datetime import timedelta

import pytest

from lienket.circles.actions import OnlyFullMembers
from lienket.circles.models import Membership
from lienket.escalation.models import Ask
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.actions.answers import (
    AlwaysSomething,
    FulfilledAlready,
    NoReason,
    NothingToJudge,
    NotYours,
    OnlyTheCounterpart,
    ProofMissing,
    WordsMissing,
)
from lienket.obligations.actions.happenings import EventInTheFuture, OutsideTheTerm
from lienket.obligations.models import Occurrence
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import Define, occurrence_of
from tests.cast import NOON, Unit


@pytest.fixture
def occurrence(define: Define, plant: Unit) -> Occurrence:
    define()
    actions.open_due(now=NOON)
    return occurrence_of(plant)


def test_fulfilling_stops_the_asking_and_a_return_begins_it_again(
    occurrence: Occurrence, plant: Unit, fire_service: Unit
) -> None:
    by, other = plant.member(), fire_service.member()
    with acting(by):
        actions.fulfil(occurrence_id=occurrence.id, text="Đã gửi phiếu", by=by, now=NOON)
        assert not Ask.objects.filter(settled_at=None).exists()
        with pytest.raises(FulfilledAlready):
            actions.fulfil(occurrence_id=occurrence.id, text="Lại", by=by, now=NOON)
    with acting(other):
        with pytest.raises(NoReason):
            actions.return_(occurrence_id=occurrence.id, reason=" ", by=other, now=NOON)
        actions.return_(occurrence_id=occurrence.id, reason="Thiếu số liệu", by=other, now=NOON)
        assert Ask.objects.filter(settled_at=None).count() == 1
    with acting(by):
        actions.fulfil(occurrence_id=occurrence.id, text="Đủ số liệu", by=by, now=NOON)
    with acting(other):
        actions.confirm(occurrence_id=occurrence.id, by=other, now=NOON)
        with pytest.raises(NothingToJudge):
            actions.confirm(occurrence_id=occurrence.id, by=other, now=NOON)
        occurrence.refresh_from_db()
        assert occurrence.confirmed_at == NOON
        assert occurrence.fulfilments.count() == 2


def test_nothing_to_report_is_a_signed_answer(occurrence: Occurrence, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        with pytest.raises(WordsMissing):
            actions.fulfil(occurrence_id=occurrence.id, by=by, now=NOON)
        signed = actions.fulfil(
            occurrence_id=occurrence.id, nothing_to_report=True, by=by, now=NOON
        )
        assert signed.by == by.id
        occurrence.refresh_from_db()
        assert occurrence.nothing_to_report


def test_a_file_that_is_asked_for_must_come_along(define: Define, plant: Unit) -> None:
    define(proof="file", proof_name="biên bản")
    actions.open_due(now=NOON)
    by, occurrence = plant.member(), occurrence_of(plant)

    with acting(by), pytest.raises(ProofMissing, match="biên bản"):
        actions.fulfil(occurrence_id=occurrence.id, text="Đã làm", by=by, now=NOON)


def test_each_side_has_its_own_say(
    occurrence: Occurrence, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    other = fire_service.member()
    with acting(other), pytest.raises(NotYours):
        actions.fulfil(occurrence_id=occurrence.id, text="Thay", by=other, now=NOON)
    by = plant.member()
    with acting(by):
        actions.fulfil(occurrence_id=occurrence.id, text="Đã gửi", by=by, now=NOON)
        with pytest.raises(OnlyTheCounterpart):
            actions.confirm(occurrence_id=occurrence.id, by=by, now=NOON)
    stranger = commune.member()
    with acting(stranger), pytest.raises(Occurrence.DoesNotExist):
        actions.confirm(occurrence_id=occurrence.id, by=stranger, now=NOON)


def test_who_does_it_jointly_may_report_it(
    define: Define, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    define(jointly=["C"])
    actions.open_due(now=NOON)
    by, occurrence = commune.member(), occurrence_of(plant)

    with acting(by):
        actions.fulfil(occurrence_id=occurrence.id, text="Tuần tra chung", by=by, now=NOON)
        with pytest.raises(OnlyTheCounterpart):
            actions.confirm(occurrence_id=occurrence.id, by=by, now=NOON)


def test_what_is_excused_is_asked_no_more(
    occurrence: Occurrence, plant: Unit, fire_service: Unit
) -> None:
    other = fire_service.member()
    with acting(other):
        actions.excuse(occurrence_id=occurrence.id, reason="Mưa lũ", by=other, now=NOON)
        assert not Ask.objects.filter(settled_at=None).exists()


def test_an_event_is_owed_from_when_it_happened(
    define: Define, plant: Unit, fire_service: Unit
) -> None:
    define(Cadence("event", amount=24, unit="hours"))
    assert actions.open_due(now=NOON) == 0
    by = fire_service.member()
    with acting(by):
        duty = queries.duties_for(by).get()
        happened = NOON - timedelta(hours=3)
        first, second = (
            actions.report_event(
                duty_id=duty.id, happened_at=happened, what="Cắt trộm cáp", by=by, now=NOON
            )
            for _ in range(2)
        )
        assert first.due_at == happened + timedelta(hours=24)
        assert second.ordinal == first.ordinal + 1
        with pytest.raises(EventInTheFuture):
            actions.report_event(
                duty_id=duty.id,
                happened_at=NOON + timedelta(hours=1),
                what="Chưa xảy ra",
                by=by,
                now=NOON,
            )


def test_an_event_before_the_term_is_owed_by_nobody(define: Define, plant: Unit) -> None:
    define(Cadence("event", amount=24, unit="hours"))
    by = plant.member()
    with acting(by):
        duty = queries.duties_for(by).get()
        with pytest.raises(OutsideTheTerm):
            actions.report_event(
                duty_id=duty.id,
                happened_at=NOON - timedelta(days=330),
                what="Cắt trộm cáp năm ngoái",
                by=by,
                now=NOON,
            )


def test_an_observer_reports_no_event(define: Define, plant: Unit, commune: Unit) -> None:
    define(Cadence("event", amount=24, unit="hours"), counterparts=[])
    with acting(plant.member()):
        Membership.objects.filter(organization_id=commune.id).update(role="observer")
    by = commune.member()
    with acting(by):
        duty = queries.duties_for(by).get()
        with pytest.raises(OnlyFullMembers):
            actions.report_event(
                duty_id=duty.id, happened_at=NOON, what="Cắt trộm cáp", by=by, now=NOON
            )


def test_what_was_in_time_is_not_late_because_it_was_returned(
    occurrence: Occurrence, plant: Unit, fire_service: Unit
) -> None:
    by, other, later = plant.member(), fire_service.member(), NOON + timedelta(days=20)
    with acting(by):
        actions.fulfil(occurrence_id=occurrence.id, text="Đã gửi", by=by, now=NOON)
    with acting(other):
        back = actions.return_(
            occurrence_id=occurrence.id, reason="Thiếu số liệu", by=other, now=later
        )
        occurrence.refresh_from_db()
    assert occurrence.late_at >= back.due_at > later


def test_only_those_to_whom_it_is_owed_excuse_it(
    define: Define, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    define(counterparts=[])
    actions.open_due(now=NOON)
    stranger, occurrence = commune.member(), occurrence_of(plant)

    with acting(stranger), pytest.raises(OnlyTheCounterpart):
        actions.excuse(occurrence_id=occurrence.id, reason="Không cần", by=stranger, now=NOON)


def test_what_must_take_place_is_never_nothing(define: Define, plant: Unit) -> None:
    define(proof="photo")
    actions.open_due(now=NOON)
    by, occurrence = plant.member(), occurrence_of(plant)

    with acting(by), pytest.raises(AlwaysSomething):
        actions.fulfil(occurrence_id=occurrence.id, nothing_to_report=True, by=by, now=NOON)
