"""The yardstick of live pages: a bare server that writes each line of its stdin to everybody.

Nothing is checked, loaded or encoded; it runs on the same event loop as the web process. For
each line, a JSON string with the bytes to send, it answers when it began to write.
"""

import asyncio
import json
import sys
import time
from typing import ClassVar, cast

import uvloop

GREETING = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: ping\n\n"


class Listener(asyncio.Protocol):
    """One connection."""

    everybody: ClassVar[list[asyncio.Transport]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's are transports in all but name.
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.transport.write(GREETING)
        self.everybody.append(self.transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport in self.everybody:
            self.everybody.remove(self.transport)


async def main() -> None:
    loop = asyncio.get_running_loop()
    await loop.create_server(Listener, "127.0.0.1", int(sys.argv[1]), backlog=1000)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        frame = json.loads(line).encode()
        started = time.time()
        for transport in Listener.everybody:
            transport.write(frame)
        sys.stdout.write(f"{started}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main())
