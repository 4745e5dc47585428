"""The one listener of a process, and the streams it writes to."""

import asyncio
import contextlib
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
from django.conf import settings
from django.db import OperationalError, close_old_connections

from lienket.delivery.live import frames
from lienket.journal.actions import LIVE

logger = logging.getLogger(__name__)
Send = Callable[[dict[str, Any]], Awaitable[None]]
PING_SECONDS = 25
#: So many events are remembered for streams that break and come back.
RECENT = 500
T = TypeVar("T")
K = TypeVar("K")


@dataclass(eq=False, slots=True)
class Stream:
    """One open connection: what it listens to, and as whom."""

    send: Send
    circles: tuple[int, ...]
    organization_id: int
    # What ends the stream when it ends: "appointment:5", "session:…", "token:7".
    stands_on: frozenset[str]
    task: "asyncio.Task[None]"
    # Frames that come while it still catches up; None once it does not wait any more.
    held: list[bytes] | None = field(default_factory=list)

    def write(self, frame: bytes) -> None:
        """Write now or end the stream: a reader that is too slow reconnects and catches up."""
        if self.held is not None:
            self.held.append(frame)
            return
        writing = self.send({"type": "http.response.body", "body": frame, "more_body": True})
        # The server writes at once unless its buffer is full; then the coroutine would wait.
        step = writing.__await__()
        try:
            next(step)
        except StopIteration:
            return
        except Exception:
            logger.debug("a stream broke while it was written to", exc_info=True)
        step.close()
        self.end()

    def end(self) -> None:
        """Close the connection; the client connects again if it still may."""
        self.task.cancel()


class Hub:
    """Hears NOTIFY once, loads each event once, and writes its frame to the circle's streams."""

    def __init__(self) -> None:
        self._streams: dict[int, set[Stream]] = defaultdict(set)
        self._standing: dict[str, set[Stream]] = defaultdict(set)
        # Django's connections belong to threads; one is enough to load events in order.
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._news: asyncio.Queue[str] = asyncio.Queue()
        # The latest events in the order of their commits, with their circle. Those of circles
        # that nobody was listening to have no frame.
        self._recent: deque[tuple[int, int, bytes | None]] = deque(maxlen=RECENT)

    def add(self, stream: Stream) -> None:
        for circle_id in stream.circles:
            self._streams[circle_id].add(stream)
        for ground in stream.stands_on:
            self._standing[ground].add(stream)

    def remove(self, stream: Stream) -> None:
        _take_out(self._streams, stream.circles, stream)
        _take_out(self._standing, stream.stands_on, stream)

    def since(self, event_id: int, circles: tuple[int, ...]) -> list[bytes] | None:
        """What these circles were told after an event; None if not all of it is remembered."""
        missed: list[bytes] = []
        for known_id, circle_id, frame in reversed(self._recent):
            if known_id == event_id:
                return missed[::-1]
            if circle_id in circles:
                if frame is None:
                    return None
                missed.append(frame)
        return None

    async def run(self) -> None:
        """Listen until cancelled; after a lost connection every page is told to reload."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._deliver())
            tasks.create_task(self._ping())
            while True:
                with contextlib.suppress(psycopg.OperationalError):
                    await self._listen()
                logger.warning("live: the database connection was lost; connecting again")
                await asyncio.sleep(1)

    async def _listen(self) -> None:
        listening = await psycopg.AsyncConnection.connect(settings.DIRECT_URL, autocommit=True)
        async with listening:
            await listening.execute(f"LISTEN {LIVE}")
            # Whatever was told while nobody listened is read by the pages themselves.
            self._recent.clear()
            for stream in self._all():
                stream.write(frames.RELOAD)
            async for notification in listening.notifies():
                self._news.put_nowait(notification.payload)

    async def _deliver(self) -> None:
        """Frames are loaded one after the other, so they go out in the order of the commits."""
        while True:
            kind, _, rest = (await self._news.get()).partition(" ")
            if kind == "end":
                for stream in tuple(self._standing.get(rest, ())):
                    stream.end()
                continue
            circle, _, event = rest.partition(":")
            circle_id = int(circle)
            if circle_id not in self._streams:
                self._recent.append((int(event), circle_id, None))
                continue
            try:
                frame = await self.read(frames.load, circle_id, int(event))
            except Exception:
                logger.exception("live: an event could not be loaded")
                frame = frames.RELOAD
            if frame:
                self._recent.append((int(event), circle_id, frame))
                for stream in tuple(self._streams.get(circle_id, ())):
                    stream.write(frame)

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            for stream in self._all():
                stream.write(frames.PING)

    def read(self, query: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        """Run a query in the reading thread, once more if the connection had died meanwhile."""
        return asyncio.get_running_loop().run_in_executor(self.reader, _read, query, arguments)

    def _all(self) -> set[Stream]:
        return {stream for streams in self._streams.values() for stream in streams}


def _take_out(index: "dict[K, set[Stream]]", keys: Iterable[K], stream: Stream) -> None:
    for key in keys:
        index[key].discard(stream)
        if not index[key]:
            del index[key]


def _read(query: Callable[..., T], arguments: tuple[object, ...]) -> T:
    try:
        return query(*arguments)
    except OperationalError:
        close_old_connections()
        return query(*arguments)
