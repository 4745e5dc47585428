"""Cadences by the local calendar: nothing skipped, nothing doubled."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienket.obligations.rules import (
    ZONE,
    Cadence,
    Period,
    Schedule,
    Unsound,
    add_working_days,
    due_after_event,
    first_after,
    is_working_day,
    missing_day,
    next_code,
    periods,
    sound,
)
from lienket.obligations.rules.choices import LAST_DAY, Choice, cadence_of, choice_of
from lienket.obligations.words import describe

FRIDAY = Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=FR", at="16:00")
MONTH_END = Cadence("calendar", rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
QUARTER = Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5", moves="next")
TWICE = Cadence("calendar", rrule="FREQ=MONTHLY;BYMONTHDAY=-1", times=2)
DAILY = Cadence("calendar", rrule="FREQ=DAILY", at="08:00", moves="previous")
FORTNIGHT = Cadence("calendar", rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
LEAP = Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
SHIFTS = Cadence("shift", starts=("06:00", "14:00", "22:00"))
ALL = [FRIDAY, MONTH_END, QUARTER, TWICE, DAILY, FORTNIGHT, LEAP, SHIFTS]
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)

cadences = st.sampled_from(ALL)
written = st.builds(
    lambda frequency, parts: ";".join([f"FREQ={frequency}", *parts]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "daily"]),
    st.lists(
        st.sampled_from(
            [
                "INTERVAL=2", "BYMONTH=2,7", "BYMONTHDAY=+5,-2", "byday=fr,mo", "BYDAY=+1MO,-1SU",
                "BYYEARDAY=15,-175", "BYWEEKNO=1,53", "BYSETPOS=-1", "WKST=SU", "UNTIL=20261031",
                "BYHOUR=8,16", "BYMINUTE=0,30", "BYSECOND=1", "COUNT=3", "BYEASTER=1", "XX=1",
            ]
        ),
        unique_by=lambda part: part.split("=")[0].upper(),
    ),
)  # fmt: skip
ticks = st.lists(st.integers(0, 60 * 24 * 120), max_size=20)


@settings(deadline=None, max_examples=50)
@given(cadences, ticks)
def test_whatever_the_ticks_no_period_is_skipped_or_doubled(
    cadence: Cadence, minutes: list[int]
) -> None:
    end = BEGIN + timedelta(days=120)
    opened: list[Period] = []
    last = BEGIN
    # Ticks at any moment, some of them twice, and none at all for days.
    for tick in [*sorted(BEGIN + timedelta(minutes=m) for m in minutes), end]:
        opened += periods(cadence, last, tick)
        last = tick

    assert opened == list(periods(cadence, BEGIN, end))
    assert len({(period.start, period.ordinal) for period in opened}) == len(opened)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from([FRIDAY, MONTH_END, QUARTER, DAILY, FORTNIGHT]), st.integers(0, 3000))
def test_periods_follow_one_another_without_a_gap(cadence: Cadence, day: int) -> None:
    since = BEGIN + timedelta(days=day)
    found = list(periods(cadence, since, since + timedelta(days=200)))

    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(found))
    assert all(p.opens_at <= p.due_at for p in found)


@settings(deadline=None, max_examples=50)
@given(cadences, st.sampled_from(["UTC", "America/New_York", "Pacific/Auckland"]))
def test_the_zone_of_the_clock_does_not_matter(cadence: Cadence, zone: str) -> None:
    elsewhere = BEGIN.astimezone(ZoneInfo(zone))
    span = timedelta(days=100)

    assert list(periods(cadence, elsewhere, elsewhere + span)) == list(
        periods(cadence, BEGIN, BEGIN + span)
    )


@settings(deadline=None, max_examples=50)
@given(cadences)
def test_a_cadence_comes_back_from_json_as_it_was(cadence: Cadence) -> None:
    assert Cadence.from_json(cadence.to_json()) == cadence


def test_friday_at_four_is_nine_in_utc() -> None:
    period = first_after(Schedule(FRIDAY), BEGIN)

    assert period
    assert period.due_at.astimezone(UTC) == datetime(2026, 1, 9, 9, tzinfo=UTC)
    assert (period.start, period.end) == (date(2026, 1, 3), date(2026, 1, 9))


def test_the_last_day_of_the_month_is_the_last_in_february_too() -> None:
    since = datetime(2028, 1, 15, tzinfo=ZONE)

    assert [p.end for p in periods(MONTH_END, since, since + timedelta(days=60))] == [
        date(2028, 2, 29),
        date(2028, 3, 31),
    ]


def test_29_february_comes_every_four_years() -> None:
    period = first_after(Schedule(LEAP), datetime(2026, 3, 1, tzinfo=UTC))

    assert period
    assert period.end == date(2028, 2, 29)
    assert period.start == date(2024, 3, 1)


def test_twice_a_month_is_owed_two_times() -> None:
    found = list(periods(TWICE, BEGIN, BEGIN + timedelta(days=40)))

    assert [p.ordinal for p in found if p.end == date(2026, 1, 31)] == [0, 1]


def test_a_due_day_on_a_holiday_moves_to_the_next_working_day() -> None:
    saturday = Cadence("once", day="2026-02-14", moves="next")
    period = first_after(Schedule(saturday), BEGIN)

    # Tết of the year of the horse is 17 February 2026.
    assert not is_working_day(date(2026, 2, 17))
    assert period
    assert is_working_day(period.due_at.date())
    assert period.due_at.date() > date(2026, 2, 20)


def test_five_working_days_skip_the_weekend_and_the_day_of_culture() -> None:
    cadence = Cadence("event", amount=5, unit="working_days")
    friday = datetime(2026, 11, 20, 10, tzinfo=ZONE)

    assert due_after_event(cadence, friday).date() == date(2026, 11, 30)
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_the_night_shift_is_due_in_the_morning() -> None:
    night = [p for p in periods(SHIFTS, BEGIN, BEGIN + timedelta(days=1)) if p.ordinal == 2]

    assert night[0].due_at == datetime(2026, 1, 2, 6, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("cadence", "reason"),
    [
        (Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "never"),
        (Cadence("calendar", rrule="FREQ=DAILY;UNTIL=20200101T000000"), "never"),
        (Cadence("calendar", rrule="FREQ=SECONDLY"), "too_often"),
        (Cadence("calendar", rrule="every day"), "unreadable"),
        (Cadence("calendar", rrule=""), "unreadable"),
        (Cadence("calendar", rrule="FREQ=DAILY;COUNT=3"), "unreadable"),
        (Cadence("calendar", rrule="freq=daily;count=3"), "unreadable"),
        (Cadence("calendar", rrule="FREQ=DAILY;FREQ=WEEKLY"), "unreadable"),
        (Cadence("calendar", rrule="FREQ=DAILY\nEXRULE:FREQ=DAILY"), "unreadable"),
        (Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=1,13;BYMONTHDAY=5"), "unreadable"),
        (Cadence("calendar", rrule="FREQ=DAILY", at="25:00"), "unreadable"),
        (Cadence("calendar", rrule="FREQ=DAILY", times=0), "times"),
        # They name days: the hour has a field of its own.
        (Cadence("calendar", rrule="FREQ=DAILY;BYHOUR=8,16"), "unreadable"),
        (Cadence("calendar", rrule="FREQ=DAILY;BYMINUTE=0,30"), "unreadable"),
        (Cadence("calendar", rrule="FREQ=DAILY;BYSECOND=0,30"), "unreadable"),
        (Cadence("shift"), "never"),
        (Cadence("shift", starts=("06:00", "06:05")), "too_often"),
        (Cadence("event", amount=0), "amount"),
        (Cadence("once", day="30/9"), "unreadable"),
    ],
)
def test_what_cannot_be_followed_is_refused(cadence: Cadence, reason: str) -> None:
    with pytest.raises(Unsound, match=reason):
        sound(cadence, BEGIN)


@pytest.mark.parametrize("cadence", ALL)
def test_sound_cadences_are_accepted(cadence: Cadence) -> None:
    assert sound(cadence, BEGIN) == cadence


@pytest.mark.parametrize(
    ("rule", "stored"),
    [
        ("freq=weekly;byday=fr", "FREQ=WEEKLY;BYDAY=FR"),
        ("RRULE:FREQ=DAILY", "FREQ=DAILY"),
        ("BYDAY=+1MO; FREQ=MONTHLY;", "FREQ=MONTHLY;BYDAY=1MO"),
    ],
)
def test_a_rule_is_stored_in_one_form_however_it_was_written(rule: str, stored: str) -> None:
    assert sound(Cadence("calendar", rrule=rule), BEGIN).rrule == stored


@settings(deadline=None, max_examples=100)
@given(written)
def test_whatever_rule_is_accepted_names_each_period_once_and_has_words(rule: str) -> None:
    try:
        cadence = sound(Cadence("calendar", rrule=rule), BEGIN)
    except Unsound:
        return
    found = list(periods(cadence, BEGIN, BEGIN + timedelta(days=800)))

    assert len({(period.start, period.ordinal) for period in found}) == len(found)
    assert all(period.start <= period.end for period in found)
    # Neighbouring spans give the same.
    middle = BEGIN + timedelta(days=400)
    end = BEGIN + timedelta(days=800)
    assert [*periods(cadence, BEGIN, middle), *periods(cadence, middle, end)] == found
    assert sound(cadence, BEGIN) == cadence
    assert cadence_of(choice_of(cadence)) == cadence
    assert describe(cadence)


def test_a_rule_of_hours_from_an_older_version_names_each_day_once() -> None:
    hourly = Cadence("calendar", rrule="FREQ=DAILY;BYHOUR=8,16")
    found = list(periods(hourly, BEGIN, BEGIN + timedelta(days=10)))

    assert len(found) == 10
    assert all(period.start == period.end for period in found)
    assert "FREQ=DAILY;BYHOUR=8,16" in describe(hourly)


@given(st.integers(2001, 2099), st.integers(1, 12))
def test_what_is_owed_on_the_last_day_is_owed_in_every_month(year: int, month: int) -> None:
    month_end = cadence_of(Choice("monthly", month_day=LAST_DAY))
    begin = datetime(year, month, 1, tzinfo=ZONE)

    ends = [period.end for period in periods(month_end, begin, begin + timedelta(days=700))]

    months = [end.year * 12 + end.month for end in ends]
    assert months == list(range(months[0], months[0] + len(months)))
    assert len(months) > 20
    assert all((end + timedelta(days=1)).day == 1 for end in ends)
    assert missing_day(month_end.rrule) is None


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31", 31),
        ("FREQ=MONTHLY;BYMONTHDAY=29", 29),
        ("FREQ=MONTHLY;BYMONTHDAY=28", None),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", None),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=31", 31),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=30", None),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 29),
        ("FREQ=MONTHLY;BYDAY=2TU", None),
        ("FREQ=DAILY", None),
    ],
)
def test_a_day_that_some_months_lack_is_noticed(rule: str, day: int | None) -> None:
    assert missing_day(rule) == day


@pytest.mark.parametrize(
    ("codes", "following"),
    [
        ([], "N01"),
        (["N01", "N09"], "N10"),
        (["N33", "N02", "NV"], "N34"),
        (["NV-007"], "NV-008"),
        (["BC"], "N01"),
    ],
)
def test_the_code_after_the_highest_one_is_suggested(codes: list[str], following: str) -> None:
    assert next_code(codes) == following
