"""`GET /live/?circle=1&circle=2`: Server-Sent Events of some circles, for a session or a token."""

import asyncio
import hashlib
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest, parse_cookie
from django.utils import timezone

from lienket.circles import queries as circles
from lienket.delivery.live import frames
from lienket.delivery.live.hub import Hub, Send, Stream
from lienket.kernel.actors import READ, Member
from lienket.organizations.web import enter

#: A stream ends after this at the latest; the client connects again and is checked anew.
LONGEST = timedelta(minutes=15)
MOST_CIRCLES = 50
#: So many seconds a client waits when the database is away; then it asks again.
PATIENCE = 10
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # A proxy must not hold frames back.
    (b"x-accel-buffering", b"no"),
]


class Listener(NamedTuple):
    """Who connected, until when, and what their being here stands on."""

    member: Member
    until: datetime
    stands_on: frozenset[str]


async def stream(hub: Hub, scope: dict[str, Any], receive: Any, send: Send) -> None:
    """Answer one connection: check it, send what it missed, then everything as it happens."""
    now = timezone.now()
    headers = {name.decode("latin1"): value.decode("latin1") for name, value in scope["headers"]}
    wanted = _wanted(scope)
    try:
        async with asyncio.timeout(PATIENCE):
            since = await hub.ready()
    except TimeoutError:
        await _refuse(send, 503)
        return
    listener = await hub.read(_listener, headers, now)
    if listener is None:
        await _refuse(send, 401)
        return
    if not listener.member.may(READ):
        await _refuse(send, 403)
        return
    # A circle that is not one's own is answered like one that does not exist.
    if not wanted or not set(wanted) <= set(listener.member.circles):
        await _refuse(send, 404)
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    task = asyncio.current_task()
    assert task
    mine = Stream(send, wanted, listener.member.organization_id, listener.stands_on, task)
    try:
        if hub.add(mine, since=since):
            await _catch_up(hub, mine, headers.get("last-event-id", ""))
            async with asyncio.timeout((listener.until - now).total_seconds()):
                while (await receive())["type"] != "http.disconnect":
                    pass
    except (TimeoutError, asyncio.CancelledError):
        # The time is up, or the hub ended the stream; either way the client asks again.
        task.uncancel()
    finally:
        hub.remove(mine)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _catch_up(hub: Hub, mine: Stream, last_event_id: str) -> None:
    """Send what happened since, and then what came in the meantime."""
    since = frames.Position.parse(last_event_id)
    lines = [frames.PING]
    if since is None:
        lines.append(await hub.read(frames.here))
        if last_event_id:
            lines.append(frames.RELOAD)
    else:
        remembered = hub.since(since.event_id, mine.circles)
        if remembered is None:
            for circle_id in mine.circles:
                missed = await hub.read(hub.library.missed, circle_id, since)
                lines += [frames.RELOAD] if missed is None else missed
        else:
            lines += remembered
            # What came since the stream was added is remembered too.
            mine.held = []
    held, mine.held = mine.held or [], None
    mine.write(b"".join([*lines, *held]))


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _wanted(scope: dict[str, Any]) -> tuple[int, ...]:
    """The circles asked for; none if one of them is not a number."""
    values = parse_qs(scope["query_string"].decode("latin1")).get("circle", [])
    numbers = all(value.isascii() and value.isdigit() and len(value) < 19 for value in values)
    return tuple(dict.fromkeys(map(int, values)))[:MOST_CIRCLES] if numbers else ()


def _listener(headers: dict[str, str], now: datetime) -> Listener | None:
    """Who this is, by bearer token or by session cookie."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    with transaction.atomic():
        if scheme.lower() == "bearer":
            member = circles.enter_by_token(token=token.strip(), now=now)
            ground = f"token:{hashlib.sha256(token.strip().encode()).hexdigest()}"
            until = now + LONGEST
        else:
            cookies = parse_cookie(headers.get("cookie", ""))
            session = SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
            request = cast(HttpRequest, SimpleNamespace(session=session))
            # `get_user` also checks that the password has not changed since.
            request.user = get_user(request)
            member = enter(request) if request.user.is_authenticated else None
            ground = f"session:{session.session_key}"
            until = min(now + LONGEST, session.get_expiry_date(modification=now))
        if not member:
            return None
    grounds = {
        ground,
        f"appointment:{member.appointment_id}",
        *(f"place:{circle_id}:{member.organization_id}" for circle_id in member.circles),
    }
    return Listener(member, min(until, member.sees_until or until), frozenset(grounds))
