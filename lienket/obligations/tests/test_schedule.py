"""A tighter cadence for some days: nothing skipped, nothing doubled, also at both edges."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienket.obligations.rules import (
    ZONE,
    Cadence,
    Key,
    Period,
    Schedule,
    Stretch,
    align,
    first_after,
    is_tighter,
    scheduled,
)

FRIDAY = Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=FR", at="16:00")
MONTH_END = Cadence("calendar", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", moves="next")
QUARTER = Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
THRICE = Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=SU", times=3)
DAILY = Cadence("calendar", rrule="FREQ=DAILY", at="08:00")
TWICE_A_DAY = replace(DAILY, times=2)
SUNDAY = Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=SU", at="17:00")
SHIFTS = Cadence("shift", starts=("06:00", "14:00", "22:00"))
TWO_SHIFTS = Cadence("shift", starts=("06:00", "18:00"))

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
DAYS = 150
PAIRS = [
    (FRIDAY, DAILY),
    (MONTH_END, SUNDAY),
    (QUARTER, FRIDAY),
    (THRICE, DAILY),
    (DAILY, TWICE_A_DAY),
    (DAILY, SHIFTS),
    (TWO_SHIFTS, SHIFTS),
    (FRIDAY, SHIFTS),
    (MONTH_END, replace(SUNDAY, times=3)),
    (THRICE, replace(DAILY, times=2)),
]
pairs = st.sampled_from(PAIRS)


def day(number: int) -> date:
    return BEGIN.astimezone(ZONE).date() + timedelta(days=number)


@dataclass
class Duty:
    """What opening does, without a database: the same steps in the same order."""

    schedule: Schedule
    until: datetime = BEGIN
    open: dict[Key, Period] = field(default_factory=dict)
    changed: date | None = None

    def tick(self, now: datetime) -> None:
        """Open what has begun since the last time; bring what is open into line if need be."""
        for period in scheduled(self.schedule, self.until, now):
            self._open(period)
        if self.changed:
            reaching = {
                key: (one.end, one.due_at)
                for key, one in self.open.items()
                if one.end >= self.changed
            }
            aligned = align(self.schedule, reaching, self.changed, now)
            self.open |= aligned.moved
            for period in aligned.missing:
                self._open(period)
            for key in aligned.dropped:
                del self.open[key]
        self.until, self.changed = now, None

    def change(self, stretches: tuple[Stretch, ...], now: datetime) -> None:
        """From tomorrow on another schedule holds."""
        self.schedule = replace(self.schedule, stretches=stretches)
        tomorrow = now.astimezone(ZONE).date() + timedelta(days=1)
        self.changed = min(self.changed or tomorrow, tomorrow)

    def _open(self, period: Period) -> None:
        self.open.setdefault((period.start, period.ordinal), period)


@settings(deadline=None, max_examples=300)
@given(
    pair=pairs,
    ticks=st.lists(st.integers(0, 24 * 60 * DAYS), max_size=25),
    announced=st.integers(0, 60),
    ahead=st.integers(1, 30),
    length=st.integers(0, 60),
    changes=st.lists(st.tuples(st.integers(1, 90), st.integers(-40, 40)), max_size=3),
)
def test_whenever_it_is_announced_extended_or_ended_early_each_period_opens_once(
    pair: tuple[Cadence, Cadence],
    ticks: list[int],
    announced: int,
    ahead: int,
    length: int,
    changes: list[tuple[int, int]],
) -> None:
    usual, tight = pair
    end = BEGIN + timedelta(days=DAYS)
    duty = Duty(Schedule(usual))
    # The running period is included when a duty starts.
    duty.until = BEGIN - timedelta(days=31)
    duty.tick(BEGIN)
    begun = set(duty.open)
    steps: list[tuple[datetime, int | None]] = [
        (BEGIN + timedelta(minutes=minute), None) for minute in ticks
    ]
    steps += [(BEGIN + timedelta(days=at, hours=7), by) for at, by in changes]
    steps.append((BEGIN + timedelta(days=announced, hours=5), 0))
    stretch = Stretch(day(announced + ahead), day(announced + ahead + length), tight)
    held = False
    for now, change in sorted(steps, key=lambda step: step[0]):
        today = now.astimezone(ZONE).date()
        if change is None:
            duty.tick(now)
        elif not held and change == 0 and stretch.first > today:
            held = True
            duty.change((stretch,), now)
        elif held and stretch.last >= today:
            # Ended early or extended; the days that are gone stay as they were.
            last = max(stretch.last + timedelta(days=change), today)
            if last < stretch.first:
                duty.change((), now)
                break
            stretch = replace(stretch, last=last)
            duty.change((stretch,), now)
    duty.tick(end)

    expected = {
        (one.start, one.ordinal): one
        for one in scheduled(duty.schedule, BEGIN - timedelta(days=400), end)
    }
    opened = {key: one for key, one in duty.open.items() if key not in begun}
    opened |= {key: duty.open[key] for key in begun if key in expected}
    first = min(begun, default=min(opened))
    assert opened == {key: one for key, one in expected.items() if key >= first}
    _each_day_once(duty.open.values())


def _each_day_once(found: object) -> None:
    spans = sorted({(one.start, one.end) for one in found})  # type: ignore[attr-defined]
    for (_start, end), (start, _end) in pairwise(spans):
        assert start == end + timedelta(days=1)


@settings(deadline=None, max_examples=200)
@given(pairs, st.integers(0, 80), st.integers(0, 60))
def test_no_usual_period_is_owed_less_often_than_without_the_campaign(
    pair: tuple[Cadence, Cadence], first: int, length: int
) -> None:
    usual, tight = pair
    schedule = Schedule(usual, (Stretch(day(first), day(first + length), tight),))
    end = BEGIN + timedelta(days=DAYS)
    without: dict[tuple[date, date], int] = {}
    for one in scheduled(Schedule(usual), BEGIN, end):
        without[one.start, one.end] = without.get((one.start, one.end), 0) + 1
    due = [one.end for one in scheduled(schedule, BEGIN - timedelta(days=100), end)]
    for (start, last), often in without.items():
        assert sum(start <= one <= last for one in due) >= often


def test_a_week_that_runs_when_daily_reports_begin_ends_with_the_first_of_them() -> None:
    # From Wednesday 11 to Tuesday 17 November.
    schedule = Schedule(FRIDAY, (Stretch(date(2026, 11, 11), date(2026, 11, 17), DAILY),))
    found = list(
        scheduled(schedule, datetime(2026, 11, 6, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))
    )
    spans = [(one.start.day, one.end.day) for one in found]
    assert spans == [(7, 11), *((one, one) for one in range(12, 18)), (18, 20), (21, 27)]
    assert found[0].due_at.astimezone(ZONE).hour == 8, "due like the daily reports"
    assert found[-2].due_at.astimezone(ZONE).hour == 16, "and as usual afterwards"


def test_ended_before_its_first_due_day_a_campaign_takes_no_report_away() -> None:
    """The month ends in the campaign, and no Sunday lies between."""
    schedule = Schedule(MONTH_END, (Stretch(date(2026, 11, 30), date(2026, 12, 1), SUNDAY),))
    found = scheduled(
        schedule, datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 11, 30, 1, tzinfo=UTC)
    )
    assert [one.end for one in found] == [date(2026, 11, 30)]


def test_the_first_period_ahead_follows_the_schedule() -> None:
    schedule = Schedule(QUARTER, (Stretch(date(2026, 11, 9), date(2026, 11, 30), FRIDAY),))
    found = first_after(schedule, datetime(2026, 10, 1, tzinfo=UTC))
    assert found
    assert (found.start, found.end) == (date(2026, 10, 1), date(2026, 11, 13))
    assert not list(align(schedule, {}, date(2026, 11, 9), datetime(2026, 10, 1, tzinfo=UTC)).moved)


DAYS_OF_NOVEMBER = (date(2026, 11, 2), date(2026, 11, 29))


@pytest.mark.parametrize(
    ("usual", "tight", "tighter"),
    [
        (FRIDAY, DAILY, True),
        (FRIDAY, replace(FRIDAY, times=3), True),
        (MONTH_END, FRIDAY, True),
        (DAILY, SHIFTS, True),
        (TWO_SHIFTS, SHIFTS, True),
        (FRIDAY, SUNDAY, False),
        (FRIDAY, MONTH_END, False),
        (DAILY, FRIDAY, False),
        (SHIFTS, TWO_SHIFTS, False),
        (Cadence("event", amount=24), Cadence("event", amount=2), True),
        (Cadence("event", amount=1, unit="working_days"), Cadence("event", amount=8), True),
        (Cadence("event", amount=2), Cadence("event", amount=24), False),
        (Cadence("event", amount=24), DAILY, False),
        (FRIDAY, Cadence("event", amount=2), False),
        (Cadence("once", day="2026-11-20"), DAILY, False),
    ],
)
def test_what_is_tighter(usual: Cadence, tight: Cadence, tighter: bool) -> None:
    assert is_tighter(usual, Stretch(*DAYS_OF_NOVEMBER, tight)) is tighter


def test_in_days_without_a_due_day_nothing_is_tighter() -> None:
    assert not is_tighter(MONTH_END, Stretch(date(2026, 11, 2), date(2026, 11, 4), FRIDAY))
