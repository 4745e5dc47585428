"""The watchdog: lives in the web process, because a dead worker cannot report itself.

Each round compares every open ask with the step it was promised and writes down what it found; an
outside monitor reads `/healthz`. The first round waits, so that a worker that starts beside it has
caught up with what fell due while nothing ran. When all is well it also calls
`LIENKET_HEARTBEAT_URL`, so that its own silence is an alarm elsewhere.
"""

import asyncio
import logging
import random
import urllib.request
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from lienket.escalation import actions as escalation
from lienket.escalation.models import Pulse, WatchRound

logger = logging.getLogger(__name__)
EVERY = timedelta(seconds=15)
#: Older than this, the last round or the last beat of the engine counts as missing.
TOO_OLD = timedelta(seconds=60)
#: When this process began to watch; None in a process that does not.
_began: datetime | None = None


async def run(threads: Executor) -> None:
    """One round after the other until cancelled."""
    global _began
    _began = timezone.now()
    loop = asyncio.get_running_loop()
    while True:
        # Several web processes do not all ask at the same moment.
        await asyncio.sleep(EVERY.total_seconds() * random.uniform(0.8, 1.2))
        try:
            if await loop.run_in_executor(threads, watch_once, timezone.now()):
                # Not in the threads that answer requests: the other side may be slow.
                await asyncio.to_thread(_call, settings.HEARTBEAT_URL)
        except Exception:
            logger.exception("watchdog: the round failed")
            await loop.run_in_executor(threads, close_old_connections)


def watch_once(now: datetime) -> bool:
    """One round, by whichever web process comes first; whether to say outside that all is well."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('watchdog', 0))")
            (mine,) = cursor.fetchone()
        latest = WatchRound.objects.order_by("-at").first()
        if not mine or (latest and latest.at > now - EVERY / 2):
            return False
        found = escalation.watch(now=now)
    if found.late_asks or found.stuck_messages:
        logger.error(
            "watchdog: %s asks late by up to %s s, %s messages stuck",
            found.late_asks,
            found.latest_by_seconds,
            found.stuck_messages,
        )
        return False
    return bool(settings.HEARTBEAT_URL) and _engine_lives(now)


def _call(url: str) -> None:
    with urllib.request.urlopen(url, timeout=10):
        pass


def _engine_lives(now: datetime) -> bool:
    return Pulse.objects.filter(step="escalate", at__gt=now - TOO_OLD).exists()


def health(now: datetime, began: datetime | None = None) -> dict[str, Any]:
    """What an outside monitor is told: ages in seconds and counts, no names and no content.

    A process that `began` a moment ago says that it is starting, not that others are silent.
    """
    latest = WatchRound.objects.order_by("-at").first()
    beats = dict(Pulse.objects.values_list("step", "at"))
    age = _seconds(now, latest.at) if latest else None
    engine_age = _seconds(now, beats["escalate"]) if "escalate" in beats else None
    limit = TOO_OLD.total_seconds()
    silent = []
    if age is None or age > limit:
        silent.append("the watchdog is silent")
    if engine_age is None or engine_age > limit:
        silent.append("the worker is silent")
    starting = silent and began and now - began < TOO_OLD
    problems = ["starting"] if starting else silent
    if latest and latest.late_asks:
        problems.append("escalations are late")
    if latest and latest.stuck_messages:
        problems.append("messages are stuck")
    return {
        "ok": not problems,
        "problems": problems,
        "watchdog_age_seconds": age,
        "engine_age_seconds": engine_age,
        "open_asks": latest.open_asks if latest else 0,
        "late_asks": latest.late_asks if latest else 0,
        "latest_by_seconds": latest.latest_by_seconds if latest else 0,
        "stuck_messages": latest.stuck_messages if latest else 0,
    }


def _seconds(now: datetime, at: datetime) -> float:
    return round((now - at).total_seconds(), 1)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while every promise is kept, else 503 with what is wrong."""
    state = health(timezone.now(), _began)
    return JsonResponse(state, status=200 if state["ok"] else 503)
