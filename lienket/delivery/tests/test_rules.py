"""The rules of sending, without a database and without a clock."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienket.delivery.rules import (
    BUDGETS,
    DEFAULT_BUDGET,
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    QuietHours,
    book,
    in_quiet_hours,
    priority,
    quiet_until,
    retry_at,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = QuietHours(time(22), time(6))

urgent_places = st.sampled_from(
    [priority("urgent", "first"), priority("immediate", "first", exercise=True)]
)
later_places = st.sampled_from([priority("urgent", "reminder"), priority("normal", "first")])


class TestPriority:
    def test_what_is_sent_first(self) -> None:
        queue = [
            ("immediate", "first"),
            ("very_urgent", "first"),
            ("urgent", "first"),
            ("immediate", "escalation"),
            ("urgent", "reminder"),
            ("normal", "verification"),
            ("normal", "first"),
            ("normal", "reminder"),
        ]
        places = [priority(urgency, purpose) for urgency, purpose in queue]
        assert places == sorted(places)
        assert len(set(places)) == len(queue)

    def test_a_real_notice_goes_before_the_same_one_of_an_exercise(self) -> None:
        real = priority("urgent", "first")
        assert real < priority("urgent", "first", exercise=True) < priority("urgent", "reminder")


class TestTryingAgain:
    def test_waits_double_until_they_reach_an_hour(self) -> None:
        waits = [retry_at(attempt, NOON) for attempt in range(1, 11)]
        seconds = [(at - NOON).total_seconds() for at in waits if at]
        assert seconds == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]

    def test_a_server_may_ask_for_a_longer_wait(self) -> None:
        assert retry_at(1, NOON, timedelta(minutes=5)) == NOON + timedelta(minutes=5)

    def test_a_server_may_not_ask_for_a_shorter_one_or_for_a_day(self) -> None:
        assert retry_at(3, NOON, timedelta()) == NOON + timedelta(minutes=1)
        assert retry_at(1, NOON, timedelta(days=1)) == NOON + timedelta(hours=1)

    def test_it_gives_up_after_about_a_day(self) -> None:
        assert retry_at(MOST_ATTEMPTS, NOON) is None
        waits = [retry_at(attempt, NOON) for attempt in range(1, MOST_ATTEMPTS)]
        total = sum(((at - NOON) for at in waits if at), timedelta())
        assert timedelta(hours=20) < total < timedelta(hours=30)

    @given(attempt=st.integers(1, 10_000), asked=st.none() | st.timedeltas(min_value=timedelta()))
    def test_the_next_attempt_is_always_later_and_within_the_hour(
        self, attempt: int, asked: timedelta | None
    ) -> None:
        at = retry_at(attempt, NOON, asked)
        assert at is None or NOON < at <= NOON + LONGEST_WAIT


class TestQuietHours:
    @pytest.mark.parametrize(
        ("at", "quiet"),
        [
            (time(21, 59), False),
            (time(22), True),
            (time(0), True),
            (time(5, 59), True),
            (time(6), False),
            (time(12), False),
        ],
    )
    def test_they_run_over_midnight(self, at: time, quiet: bool) -> None:
        assert in_quiet_hours(NIGHT, at) is quiet

    @given(start=st.times(), end=st.times(), at=st.times())
    def test_every_moment_is_quiet_either_in_hours_or_in_their_opposite(
        self, start: time, end: time, at: time
    ) -> None:
        if start != end:
            inside = in_quiet_hours(QuietHours(start, end), at)
            assert inside is not in_quiet_hours(QuietHours(end, start), at)

    @given(start=st.times(), end=st.times(), local=st.datetimes(timezones=st.just(HANOI)))
    def test_a_message_held_back_goes_out_within_a_day_and_outside_them(
        self, start: time, end: time, local: datetime
    ) -> None:
        hours = QuietHours(start, end)
        until = quiet_until(hours, local, "normal")
        if until is None:
            assert not in_quiet_hours(hours, local.time())
        else:
            assert local < until <= local + timedelta(days=1)
            assert not in_quiet_hours(hours, until.time())

    @pytest.mark.parametrize("urgency", ["urgent", "very_urgent", "immediate"])
    def test_they_never_hold_back_an_urgent_notice(self, urgency: str) -> None:
        midnight = datetime(2026, 11, 22, tzinfo=HANOI)
        assert quiet_until(NIGHT, midnight, "normal") == midnight.replace(hour=6)
        assert quiet_until(NIGHT, midnight, urgency) is None

    def test_without_them_nothing_waits(self) -> None:
        assert quiet_until(None, datetime(2026, 11, 22, tzinfo=HANOI), "normal") is None


class TestThrottle:
    def test_a_burst_goes_at_once_and_the_rest_is_spread_evenly(self) -> None:
        budget = BUDGETS["email"]
        moments = send_many("email", [priority("normal", "first")] * (budget.burst + 3))
        assert moments[: budget.burst] == [NOON] * budget.burst
        assert [later - earlier for earlier, later in pairwise(moments[budget.burst - 1 :])] == [
            budget.every
        ] * 3

    def test_the_first_urgent_notice_jumps_the_queue(self) -> None:
        ordinary = [priority("normal", "first")] * 100
        assert send_many("email", [*ordinary, priority("urgent", "first")])[-1] == NOON

    def test_a_rested_destination_has_its_whole_budget_again(self) -> None:
        long_ago = NOON - timedelta(days=1)
        assert book("email", long_ago, NOON, 99) == book("email", None, NOON, 99)

    @given(
        channel=st.sampled_from([*BUDGETS, "another"]),
        places=st.lists(st.one_of(urgent_places, later_places), max_size=60),
    )
    def test_no_window_holds_more_than_the_budget_beside_first_urgent_notices(
        self, channel: str, places: list[int]
    ) -> None:
        budget = BUDGETS.get(channel, DEFAULT_BUDGET)
        waited = [
            at
            for at, place in zip(send_many(channel, places), places, strict=True)
            if place > priority("urgent", "first", exercise=True)
        ]
        assert waited == sorted(waited)
        for earlier, later in zip(waited, waited[budget.burst :], strict=False):
            assert later - earlier >= budget.every


def send_many(channel: str, places: list[int]) -> list[datetime]:
    """When messages go out that are all queued at noon for one destination."""
    moments, busy_until = [], None
    for place in places:
        send_at, busy_until = book(channel, busy_until, NOON, place)
        moments.append(send_at)
    return moments
