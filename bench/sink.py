"""A mail server on loopback that takes every letter and forgets it; its own CPU is not counted."""

import asyncio
import sys

HELLO, GO_ON, TAKEN, BYE = b"220 sink\r\n", b"354 go on\r\n", b"250 2.0.0 ok\r\n", b"221 bye\r\n"


async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One SMTP session."""
    writer.write(HELLO)
    while line := await reader.readline():
        verb = line[:4].upper()
        if verb == b"DATA":
            writer.write(GO_ON)
            await reader.readuntil(b"\r\n.\r\n")
            writer.write(TAKEN)
        elif verb == b"QUIT":
            writer.write(BYE)
            break
        else:
            writer.write(TAKEN)
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(receive, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
