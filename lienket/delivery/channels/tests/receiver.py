"""An HTTP server on loopback that remembers what it gets and answers what it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What it answers next, and what it has got."""

    url: str = ""
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    # Set by the test that wants no answer at all; released when the server stops.
    silent: bool = False
    released: threading.Event = field(default_factory=threading.Event)
    requests: list[tuple[str, Message, bytes]] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that give up are part of the tests."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a free port, for as long as the block lasts."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.requests.append((self.path, self.headers, content))
            receiver.connections.add(self.connection)
            if receiver.silent:
                receiver.released.wait()
                return
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(receiver.body)))
            self.end_headers()
            self.wfile.write(receiver.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/in"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()
