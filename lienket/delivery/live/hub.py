"""The one listener of a process, and the streams it writes to."""

import asyncio
import contextlib
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
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
#: So many endings are remembered for streams that are just being opened.
ENDINGS = 1000
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
        # Django's connections belong to threads; one is enough to load events in order. Those who
        # connect must not hold it up: checking who they are and what they missed has its own.
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._porters = ThreadPoolExecutor(2, thread_name_prefix="live-porter")
        self.library = frames.Library()
        self._listening = asyncio.Event()
        # What streams stood on until a moment ago, and how many endings there ever were.
        self._endings: deque[str] = deque(maxlen=ENDINGS)
        self._ended = 0
        self._news: asyncio.Queue[str] = asyncio.Queue()
        # The latest events in the order of their commits, with their circle. Those of circles
        # that nobody was listening to have no frame.
        self._recent: deque[tuple[int, int, bytes | None]] = deque(maxlen=RECENT)

    async def ready(self) -> int:
        """Wait until news are heard; the moment to name to `add`."""
        await self._listening.wait()
        return self._ended

    def add(self, stream: Stream, *, since: int) -> bool:
        """Let a stream hear the news of its circles.

        False, and it does not, if what it stands on ended after `since`, when it was not yet
        checked: nobody would tell it any more.
        """
        new = self._ended - since
        if new > len(self._endings) or any(
            ground in stream.stands_on for ground in islice(reversed(self._endings), new)
        ):
            return False
        for circle_id in stream.circles:
            self._streams[circle_id].add(stream)
        for ground in stream.stands_on:
            self._standing[ground].add(stream)
        return True

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
        """Listen until cancelled; when the connection is lost, every stream ends."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._deliver())
            tasks.create_task(self._ping())
            while True:
                with contextlib.suppress(psycopg.OperationalError):
                    await self._listen()
                self._lose()
                logger.warning("live: the database connection was lost; connecting again")
                await asyncio.sleep(1)

    async def _listen(self) -> None:
        listening = await psycopg.AsyncConnection.connect(settings.DIRECT_URL, autocommit=True)
        async with listening:
            await listening.execute(f"LISTEN {LIVE}")
            self._listening.set()
            async for notification in listening.notifies():
                self._news.put_nowait(notification.payload)

    def _lose(self) -> None:
        """Nobody hears the news, nor who may no longer hear them: all connect and are checked anew.

        What they missed they are told then, from the position they were at.
        """
        self._listening.clear()
        self._recent.clear()
        self.library.forget()
        # More endings than are remembered: whoever is being checked just now begins again too.
        self._endings.clear()
        self._ended += 1
        for stream in self._all():
            stream.end()

    async def _deliver(self) -> None:
        """Frames are loaded one after the other, so they go out in the order of the commits."""
        while True:
            kind, _, rest = (await self._news.get()).partition(" ")
            if kind == "end":
                self._endings.append(rest)
                self._ended += 1
                for stream in tuple(self._standing.get(rest, ())):
                    stream.end()
                continue
            circle, _, event = rest.partition(":")
            circle_id = int(circle)
            if circle_id not in self._streams:
                self._recent.append((int(event), circle_id, None))
                continue
            try:
                frame = await _run(self._reader, self.library.load, circle_id, int(event))
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
        """Run a query for one stream, beside the thread that loads the news."""
        return _run(self._porters, query, *arguments)

    def close(self) -> None:
        """Let go of the threads."""
        for threads in (self._reader, self._porters):
            threads.shutdown(wait=False)

    def _all(self) -> set[Stream]:
        return {stream for streams in self._streams.values() for stream in streams}


def _take_out(index: "dict[K, set[Stream]]", keys: Iterable[K], stream: Stream) -> None:
    for key in keys:
        index[key].discard(stream)
        if not index[key]:
            del index[key]


def _run(
    threads: ThreadPoolExecutor, query: Callable[..., T], *arguments: object
) -> "asyncio.Future[T]":
    """Run a query in a thread, once more if its connection had died meanwhile."""
    return asyncio.get_running_loop().run_in_executor(threads, _read, query, arguments)


def _read(query: Callable[..., T], arguments: tuple[object, ...]) -> T:
    try:
        return query(*arguments)
    except OperationalError:
        close_old_connections()
        return query(*arguments)
