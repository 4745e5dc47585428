"""Limits hold whatever else is counted, for every key by itself, and for its time only."""

import pytest
from django.core.cache import cache
from django.db import connection

from lienket.kernel.errors import TooManyAttempts
from lienket.kernel.ratelimit import limit

pytestmark = pytest.mark.django_db


def try_as(key: str) -> None:
    limit(key, times=3, seconds=60)


def test_the_attempt_after_the_last_one_allowed_is_refused() -> None:
    for _ in range(3):
        try_as("one")

    with pytest.raises(TooManyAttempts) as refused:
        try_as("one")
    assert 0 < refused.value.parameters["seconds"] <= 60  # type: ignore[operator]
    try_as("another")


def test_a_limit_is_not_flushed_by_counting_much_else() -> None:
    for _ in range(3):
        try_as("one")
    for number in range(400):
        try_as(f"other-{number}")

    with pytest.raises(TooManyAttempts):
        try_as("one")


def test_the_limits_of_the_sign_in_library_are_not_flushed_either() -> None:
    cache.set("first-attempt", 1, 60)
    for number in range(400):
        cache.set(f"other-{number}", 1, 60)

    assert cache.get("first-attempt") == 1


def test_counting_begins_again_when_the_time_is_over() -> None:
    for _ in range(3):
        try_as("one")
    _let_time_pass()

    try_as("one")


def test_what_is_over_is_forgotten() -> None:
    try_as("one")
    _let_time_pass()
    try_as("another")

    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM kernel_attempts")
        assert cursor.fetchall() == [("another",)]


def _let_time_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_attempts SET ends = now() - interval '1 second'")
