"""For some days an obligation is owed more often, through actions and the opening step."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lienket.escalation.models import Ask
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.actions.obligations import OnlyTheKeeper
from lienket.obligations.actions.tightenings import (
    BeginsTooSoon,
    EndsBeforeItBegins,
    EndsInThePast,
    NotTighter,
    ObligationOver,
    OtherSort,
    OwedOnce,
    TightenedAlready,
    TighteningOver,
    TooLong,
)
from lienket.obligations.models import Obligation, Occurrence, Tightening
from lienket.obligations.queries.calendar import due_between
from lienket.obligations.rules import ZONE, Cadence
from lienket.obligations.tests.conftest import DAILY, WEEKLY, Define
from tests.cast import NOON, Unit

DAY = timedelta(days=1)
#: NOON is Saturday, 21 November; its week runs to Friday, 27 November.
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
MONTHLY = Cadence("calendar", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", at="17:00")


def tighten(
    obligation: Obligation,
    by: Member,
    *,
    cadence: Cadence = DAILY,
    first: date = MONDAY,
    last: date = SUNDAY,
    now: datetime = NOON,
) -> Tightening:
    with acting(by):
        return actions.tighten(
            obligation_id=obligation.id,
            first_day=first,
            last_day=last,
            cadence=cadence,
            because="Đợt cao điểm",
            by=by,
            now=now,
        )


def spans(unit: Unit) -> list[tuple[int, int]]:
    """First and last days of what was opened, in order."""
    by = unit.member()
    with acting(by):
        found = queries.occurrences_for(by).filter(excused_at=None)
        rows = found.order_by("period_start", "ordinal").values_list("period_start", "period_end")
        return [(start.day, end.day) for start, end in rows]


def open_daily(until: datetime, since: datetime = NOON) -> None:
    """As the engine does: once a day, at the same hour."""
    while since <= until:
        actions.open_due(now=since)
        since += DAY


def test_daily_for_a_week_and_weekly_again_afterwards(define: Define, plant: Unit) -> None:
    tighten(define(WEEKLY), plant.member())
    open_daily(NOON + 14 * DAY)

    days = [(day, day) for day in range(24, 30)]
    assert spans(plant) == [(21, 23), *days, (30, 4), (5, 11)]


def test_a_week_that_is_open_already_is_due_with_the_first_daily_report(
    define: Define, plant: Unit
) -> None:
    obligation = define(WEEKLY)
    actions.open_due(now=NOON)
    tighten(obligation, plant.member())
    actions.open_due(now=NOON)

    with acting(plant.member()):
        occurrence = Occurrence.objects.get()
        ask = Ask.objects.select_related("envelope").get(id=occurrence.ask_id or 0)
    assert occurrence.due_at.astimezone(ZONE) == datetime(2026, 11, 23, 8, tzinfo=ZONE)
    assert ask.due_at == ask.envelope.due_at == occurrence.due_at
    assert ask.envelope.reference == "N06 23/11/2026"


def test_what_was_handed_in_before_stays_as_it_was(define: Define, plant: Unit) -> None:
    obligation, by = define(WEEKLY), plant.member()
    actions.open_due(now=NOON)
    with acting(by):
        handed_in = Occurrence.objects.get()
        actions.fulfil(occurrence_id=handed_in.id, text="Không có vụ việc.", by=by, now=NOON)
    tighten(obligation, by)
    actions.open_due(now=NOON)

    assert spans(plant) == [(21, 27)]


def test_a_month_that_is_not_open_yet_opens_for_the_first_week(define: Define, plant: Unit) -> None:
    quarter = Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
    obligation = define(quarter)
    actions.open_due(now=NOON)
    assert spans(plant) == [], "a quarter opens thirty days before its end"
    tighten(obligation, plant.member(), cadence=WEEKLY, last=SUNDAY + 14 * DAY)
    actions.open_due(now=NOON)

    assert spans(plant) == [(1, 27)]


def test_ended_early_it_is_owed_as_usual_from_the_next_day(define: Define, plant: Unit) -> None:
    tightening, by = tighten(define(WEEKLY), plant.member()), plant.member()
    open_daily(NOON + 3 * DAY)
    with acting(by):
        # On Tuesday, 24 November.
        actions.lift(tightening_id=tightening.id, by=by, now=NOON + 3 * DAY)
    open_daily(NOON + 10 * DAY, since=NOON + 3 * DAY)

    assert spans(plant) == [(21, 23), (24, 24), (25, 27), (28, 4)]


def test_given_up_before_it_began_nothing_of_it_is_left(define: Define, plant: Unit) -> None:
    thrice = replace(DAILY, times=3)
    tightening, by = tighten(define(WEEKLY), plant.member(), cadence=thrice), plant.member()
    actions.open_due(now=NOON)
    assert spans(plant) == [(21, 23)] * 3
    with acting(by):
        actions.lift(tightening_id=tightening.id, by=by, now=NOON)
    actions.open_due(now=NOON)

    assert spans(plant) == [(21, 27)]
    with acting(by):
        excused = Occurrence.objects.filter(excused_at__isnull=False)
        assert [one.excuse.reason for one in excused] == ["Đợt cao điểm"] * 2


def test_extended_it_goes_on_without_a_gap(define: Define, plant: Unit) -> None:
    tightening, by = tighten(define(WEEKLY), plant.member()), plant.member()
    open_daily(NOON + 8 * DAY)
    with acting(by):
        # On its last day, Sunday, 29 November.
        actions.move_end(
            tightening_id=tightening.id, last_day=SUNDAY + 2 * DAY, by=by, now=NOON + 8 * DAY
        )
    open_daily(NOON + 13 * DAY, since=NOON + 8 * DAY)

    assert spans(plant)[-5:] == [(28, 28), (29, 29), (30, 30), (1, 1), (2, 4)]


def test_after_an_outage_over_its_beginning_nothing_is_skipped(define: Define, plant: Unit) -> None:
    obligation = define(MONTHLY)
    actions.open_due(now=NOON)
    tighten(obligation, plant.member(), cadence=WEEKLY, last=SUNDAY + 28 * DAY)
    actions.open_due(now=NOON + 20 * DAY)

    assert spans(plant) == [(1, 27), (28, 4), (5, 11)]


def test_the_calendar_shows_the_days_to_come(define: Define, plant: Unit) -> None:
    tighten(define(WEEKLY), plant.member())
    by = plant.member()
    with acting(by):
        due = [one.due_at.astimezone(ZONE).day for one in due_between(by, NOON, NOON + 14 * DAY)]
    assert due == [23, 24, 25, 26, 27, 28, 29, 4]


def test_an_event_is_answered_sooner_during_it(define: Define, plant: Unit) -> None:
    obligation = define(Cadence("event", amount=24))
    tighten(obligation, plant.member(), cadence=Cadence("event", amount=2))
    by = plant.member()
    with acting(by):
        duty = queries.duties_for(by).get()
        for at, hours in ((NOON, 24), (NOON + 3 * DAY, 2)):
            opened = actions.report_event(
                duty_id=duty.id, happened_at=at, what="Mất điện", by=by, now=at
            )
            assert opened.due_at - at == timedelta(hours=hours)


def test_what_makes_no_sense_is_refused(define: Define, plant: Unit) -> None:
    obligation, by = define(WEEKLY), plant.member()
    refused: list[tuple[type[Exception], dict[str, object]]] = [
        (NotTighter, {"cadence": MONTHLY}),
        (NotTighter, {"cadence": replace(WEEKLY, rrule="FREQ=WEEKLY;BYDAY=MO")}),
        (NotTighter, {"last": MONDAY, "cadence": replace(WEEKLY, rrule="FREQ=WEEKLY;BYDAY=FR")}),
        (OtherSort, {"cadence": Cadence("event", amount=2)}),
        (BeginsTooSoon, {"first": NOON.date()}),
        (EndsBeforeItBegins, {"last": MONDAY - DAY}),
        (TooLong, {"last": MONDAY + 400 * DAY}),
    ]
    for refusal, changes in refused:
        with pytest.raises(refusal):
            tighten(obligation, by, **changes)  # type: ignore[arg-type]
    with pytest.raises(OwedOnce):
        tighten(define(Cadence("once", day="2026-12-01"), code="N07"), by)


def test_an_obligation_is_tightened_once_at_a_time(define: Define, plant: Unit) -> None:
    obligation, by = define(WEEKLY), plant.member()
    first = tighten(obligation, by)
    with pytest.raises(TightenedAlready) as refused:
        tighten(obligation, by, first=SUNDAY, last=SUNDAY + 7 * DAY)
    assert "29/11/2026" in str(refused.value.message)

    later = tighten(obligation, by, first=SUNDAY + DAY, last=SUNDAY + 7 * DAY)
    with acting(by), pytest.raises(TightenedAlready):
        actions.move_end(tightening_id=first.id, last_day=SUNDAY + DAY, by=by, now=NOON)
    with acting(by):
        actions.lift(tightening_id=later.id, by=by, now=NOON)
        actions.move_end(tightening_id=first.id, last_day=SUNDAY + DAY, by=by, now=NOON)


def test_what_is_over_stays_as_it_was(define: Define, plant: Unit) -> None:
    tightening, by = tighten(define(WEEKLY), plant.member()), plant.member()
    with acting(by), pytest.raises(EndsInThePast):
        actions.move_end(tightening_id=tightening.id, last_day=MONDAY, by=by, now=NOON + 4 * DAY)
    with acting(by), pytest.raises(TighteningOver):
        actions.lift(tightening_id=tightening.id, by=by, now=NOON + 9 * DAY)


def test_only_the_keeper_of_the_regulation_tightens(
    define: Define, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    obligation = define(WEEKLY)
    with pytest.raises(OnlyTheKeeper):
        tighten(obligation, fire_service.member())
    with pytest.raises(Obligation.DoesNotExist):
        tighten(obligation, outsider.member())
    by = plant.member()
    with acting(by):
        actions.end(obligation_id=obligation.id, reason="Không còn cần", by=by, now=NOON)
    with pytest.raises(ObligationOver):
        tighten(obligation, by)
