"""Many open streams in a process of their own, driven by one JSON line per command on stdin.

    {"open": "live", "port": 8000, "heads": ["GET /live/ …"]}   connect, wait for the first ping
    {"await": "live", "frames": 1}      wait until each stream has had so many frames since then
    {"close": "live"}

Answers one JSON line each, with times in seconds since the epoch.
"""

import asyncio
import json
import sys
import time
from typing import Any, cast

import uvloop

READY = b": ping\n\n"
# So many connect at a time.
CONNECTING = 50


class Stream(asyncio.Protocol):
    """One connection: how many frames it has had, and when the last of them came."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        self.ready = asyncio.get_running_loop().create_future()
        self.frames = 0
        self.at = 0.0
        self.last = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's are transports in all but name.
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self.head)

    def data_received(self, data: bytes) -> None:
        if b"data: " in data:
            self.at = time.time()
            self.frames += data.count(b"data: ")
            self.last = data
        if not self.ready.done() and READY in data:
            self.ready.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the stream was refused"))


class Crowds:
    """Groups of streams by name."""

    def __init__(self) -> None:
        self.crowds: dict[str, list[Stream]] = {}

    async def open(self, name: str, port: int, heads: list[str]) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        slots = asyncio.Semaphore(CONNECTING)

        async def connect(head: str) -> Stream:
            async with slots:
                _, stream = await loop.create_connection(
                    lambda: Stream(head.encode()), "127.0.0.1", port
                )
                await asyncio.wait_for(stream.ready, 60)
                return stream

        self.crowds[name] = list(await asyncio.gather(*map(connect, heads)))
        return {"open": len(heads), "frames": sum(one.frames for one in self.crowds[name])}

    async def await_frames(self, name: str, frames: int) -> dict[str, Any]:
        crowd = self.crowds[name]
        deadline = time.monotonic() + 30
        while any(stream.frames < frames for stream in crowd):
            if time.monotonic() > deadline:
                raise TimeoutError("some streams have not been told")
            await asyncio.sleep(0.02)
        times = sorted(stream.at for stream in crowd)
        for stream in crowd:
            stream.frames = 0
        return {"last": times[-1], "frame": crowd[0].last.decode()}

    def close(self, name: str) -> dict[str, Any]:
        for stream in self.crowds.pop(name):
            stream.transport.close()
        return {}


async def main() -> None:
    """Carry out commands until stdin ends."""
    crowds = Crowds()
    commands = asyncio.StreamReader(limit=2**26)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin
    )
    while line := await commands.readline():
        match json.loads(line):
            case {"open": name, "port": port, "heads": heads}:
                said = await crowds.open(name, port, heads)
            case {"await": name, "frames": frames}:
                said = await crowds.await_frames(name, frames)
            case {"close": name}:
                said = crowds.close(name)
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main())
