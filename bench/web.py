"""A small HTTP client that costs little beside what it measures."""

import json
import socket
import threading
from collections.abc import Sequence


def request(
    method: str, path: str, *, token: str = "", cookie: str = "", body: object = None
) -> bytes:
    """The bytes of one request on a kept connection."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(content)}"]
    if body is not None:
        lines.append("Content-Type: application/json")
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode() + content


class Refused(Exception):
    """The server did not answer with success."""


class Connection:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, asked: bytes) -> bytes:
        """Ask, and return the body of the answer. Raises Refused."""
        self._socket.sendall(asked)
        head, _, body = self._until(b"\r\n\r\n").partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        while len(body) < int(length):
            body += self._more()
        if head.split(b" ", 2)[1][:1] != b"2":
            raise Refused(head[:200] + b" " + body[:500])
        return body

    def close(self) -> None:
        self._socket.close()

    def _until(self, end: bytes) -> bytes:
        seen = b""
        while end not in seen:
            seen += self._more()
        return seen

    def _more(self) -> bytes:
        chunk = self._socket.recv(262_144)
        if not chunk:
            raise Refused("the server hung up")
        return chunk


def run(port: int, requests: Sequence[bytes], *, at_once: int = 1) -> list[bytes]:
    """Send all requests over so many connections; the answers in their order.

    Raises the first failure.
    """
    answers: list[bytes] = [b""] * len(requests)
    waiting = iter(enumerate(requests))
    lock = threading.Lock()
    failures: list[Exception] = []

    def work() -> None:
        connection = Connection(port)
        try:
            while True:
                with lock:
                    place, asked = next(waiting, (-1, b""))
                if place < 0:
                    return
                answers[place] = connection.send(asked)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return answers
