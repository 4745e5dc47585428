"""The watch over it all: whether every promise was kept."""

from datetime import datetime, timedelta

from django.db import connection

from lienket.escalation.models import Pulse, WatchRound

#: A promise counts as broken when it is late by more than this.
GRACE = timedelta(seconds=30)
#: A message counts as stuck when it is late by more than this: a worker that was just started again
#: has a queue to work through.
MESSAGE_GRACE = timedelta(minutes=2)


def beat(step: str, *, now: datetime) -> None:
    """Note that a periodic step has ended well."""
    Pulse.objects.update_or_create(step=step, defaults={"at": now})


def watch(*, now: datetime) -> WatchRound:
    """Compare every open ask with the step it was promised, and write down what was found."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM app_watch(%s, make_interval(secs => %s), make_interval(secs => %s))",
            [now, GRACE.total_seconds(), MESSAGE_GRACE.total_seconds()],
        )
        open_asks, late_asks, latest_by, stuck = cursor.fetchone()
    WatchRound.objects.filter(at__lt=now - timedelta(days=30)).delete()
    return WatchRound.objects.create(
        at=now,
        open_asks=open_asks,
        late_asks=late_asks,
        latest_by_seconds=int(latest_by.total_seconds()) if latest_by else 0,
        stuck_messages=stuck,
    )
