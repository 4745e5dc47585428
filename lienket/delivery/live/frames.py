"""One event as a frame of Server-Sent Events, and where a stream resumes after a break.

Frames carry an id of the form `floor.event`. Every transaction below the floor of an event was
committed before it (see `journal.models.Event`), so whoever has seen the event has been sent
those, and resumes with the transactions from the floor on. Some may come twice, none is missing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection

from lienket.journal.events import News
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting

#: Says what a list row needs to know of an event besides its ids.
Show = Callable[[Any], dict[str, Any]]
_shown: dict[str, Show] = {}

#: More than this is not sent again one by one: the page reloads.
MOST_MISSED = 50
#: So many frames are kept for streams that come back.
MOST_KEPT = 2000


def shown(event: type[News]) -> Callable[[Show], Show]:
    """Declare how an event is shown live; it is called in the context of its circle."""

    def declare(show: Show) -> Show:
        _shown[event.__name__] = show
        return show

    return declare


class Position(NamedTuple):
    """Where a stream stands."""

    floor: int
    event_id: int

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """The position that a `Last-Event-ID` names; None if it is none."""
        floor, _, event_id = text.partition(".")
        digits = floor.isascii() and floor.isdigit() and event_id.isascii() and event_id.isdigit()
        return cls(int(floor), int(event_id)) if digits and len(text) < 40 else None


class Row(NamedTuple):
    """An event as it is read for a frame."""

    id: int
    at: datetime
    type: str
    facts: dict[str, Any]
    floor: int


class Library:
    """Frames by the number of their event, each composed once for all streams and threads."""

    def __init__(self) -> None:
        self._frames: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def load(self, circle_id: int, event_id: int) -> bytes | None:
        """The frame of one event, under its circle's context alone."""
        with acting(Engine(circles=(circle_id,))):
            rows = _read("circle_id = %s AND id = %s", [circle_id, event_id])
            return self._frame(circle_id, rows[0]) if rows else None

    def missed(self, circle_id: int, since: Position) -> list[bytes] | None:
        """The frames that a stream at `since` may not have seen; None when it should reload."""
        with acting(Engine(circles=(circle_id,))):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                (newest,) = cursor.fetchone()
            if since.floor > newest:
                # The database was restored from a backup: positions from before mean nothing.
                return None
            rows = _read(
                "circle_id = %s AND xid >= %s::text::xid8 AND id <> %s",
                [circle_id, str(since.floor), since.event_id],
            )
            if len(rows) > MOST_MISSED:
                return None
            return [self._frame(circle_id, row) for row in rows]

    def forget(self) -> None:
        """After the database was away, its events may be other ones."""
        with self._lock:
            self._frames.clear()

    def _frame(self, circle_id: int, row: Row) -> bytes:
        with self._lock:
            known = self._frames.get(row.id)
        if known is not None:
            return known
        frame = encode(circle_id, row)
        with self._lock:
            self._frames[row.id] = frame
            if len(self._frames) > MOST_KEPT:
                self._frames.popitem(last=False)
        return frame


def here() -> bytes:
    """Names the position of a stream that begins, so that it resumes even if it hears nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (floor,) = cursor.fetchone()
    return b"id: %d.0\n\n" % floor


def _read(condition: str, parameters: list[int | str]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, at, type, facts, floor::text::bigint FROM journal_event"
            f" WHERE {condition} ORDER BY id LIMIT {MOST_MISSED + 1}",
            parameters,
        )
        return [
            Row(id, at, type, orjson.loads(facts), floor)
            for id, at, type, facts, floor in cursor.fetchall()
        ]


def encode(circle_id: int, row: Row) -> bytes:
    """One frame. It is named by no event type, so that one listener hears of all."""
    show = _shown.get(row.type)
    extra = show(News.known[row.type](**row.facts)) if show else {}
    data = {"type": row.type, "id": row.id, "at": row.at, "circle": circle_id, **row.facts, **extra}
    return b"id: %d.%d\ndata: %b\n\n" % (row.floor, row.id, orjson.dumps(data))


RELOAD = b"event: reload\ndata: {}\n\n"
PING = b": ping\n\n"
