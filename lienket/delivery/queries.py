"""What operators see of messages: counts across all circles, never content."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection


class Count(NamedTuple):
    """Messages of a channel in a state."""

    channel: str
    state: str
    messages: int
    attempts: int
    # When the longest-waiting one should have been sent; None when none waits.
    oldest: datetime | None


class Failure(NamedTuple):
    """Attempts of a channel that failed for a reason: see `channels.base.Reason`."""

    channel: str
    reason: int
    permanent: bool
    attempts: int
    latest: datetime


def counts(since: datetime) -> list[Count]:
    """States of the messages queued since then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_message_states(%s)", [since])
        return [Count(*row) for row in cursor.fetchall()]


def failures(since: datetime) -> list[Failure]:
    """Failed attempts since then, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_delivery_failures(%s)", [since])
        return [Failure(*row) for row in cursor.fetchall()]
