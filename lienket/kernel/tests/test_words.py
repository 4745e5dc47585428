"""Time in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from lienket.kernel import words

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(seconds=59), "less than a minute left"),
        (timedelta(minutes=12, seconds=59), "12 min left"),
        (timedelta(hours=3, minutes=5), "3 h 5 min left"),
        (timedelta(hours=3, seconds=9), "3 h left"),
        (timedelta(days=2, hours=4, minutes=50), "2 d 4 h left"),
        (timedelta(days=2, minutes=50), "2 d left"),
        (timedelta(seconds=-1), "just overdue"),
        (timedelta(minutes=-12), "12 min overdue"),
        (timedelta(hours=-26), "1 d 2 h overdue"),
    ],
)
def test_time_left_is_said_in_whole_minutes(left: timedelta, said: str) -> None:
    with translation.override("en"):
        assert words.time_left(NOON + left, NOON) == said


def test_a_moment_is_written_as_offices_write_it() -> None:
    assert words.moment(datetime(2026, 11, 5, 1, 5, tzinfo=UTC)) == "08:05 05/11/2026"


def test_a_day_is_the_readers_day() -> None:
    assert words.moment(datetime(2026, 11, 5, 20, 0, tzinfo=UTC)) == "03:00 06/11/2026"


@pytest.mark.parametrize(("name", "letters"), [("Nguyễn Văn An", "VA"), ("Đạt", "Đ"), ("", "")])
def test_initials_come_from_the_end_of_a_name(name: str, letters: str) -> None:
    assert words.initials(name) == letters
