"""The bridge between the server and Django: whole requests in, whole answers out."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from lienket.config.bridge import Bridge


@pytest.fixture(scope="module")
def bridge() -> Iterator[Bridge]:
    bridge = Bridge()
    yield bridge
    bridge.threads.shutdown()


def ask(
    bridge: Bridge, messages: list[dict[str, Any]], path: str = "/offline/", query: bytes = b""
) -> list[Any]:
    """Send these messages as a POST and return what the server would get to send."""
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": query,
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/octet-stream")],
    }
    sent: list[Any] = []
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(waiting)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(bridge(scope, receive, send))
    return sent


def test_half_a_request_is_not_carried_out(bridge: Bridge) -> None:
    half = {"type": "http.request", "body": b"half", "more_body": True}
    assert ask(bridge, [half, {"type": "http.disconnect"}]) == []


def test_too_much_is_refused_in_words_after_it_was_thrown_away(bridge: Bridge) -> None:
    chunk = b"x" * (bridge.largest_body // 2)
    messages = [{"type": "http.request", "body": chunk, "more_body": True}] * 3
    start, body = ask(bridge, [*messages, {"type": "http.request", "body": b""}])
    assert start["status"] == 413
    assert "MB" in body["body"].decode()

    start, body = ask(bridge, [*messages, {"type": "http.request", "body": b""}], "/api/v1/x")
    assert dict(start["headers"])[b"content-type"] == b"application/problem+json"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/offline/", b"text/html; charset=utf-8"), ("/api/v1/x", b"application/problem+json")],
)
def test_an_address_that_is_not_utf8_is_refused_in_words(
    bridge: Bridge, path: str, media_type: bytes
) -> None:
    start, body = ask(bridge, [{"type": "http.request", "body": b""}], path, b"q=\xff")

    assert start["status"] == 400
    assert dict(start["headers"])[b"content-type"] == media_type
    assert "UTF-8" in body["body"].decode()


def test_an_answer_comes_with_status_headers_and_body(bridge: Bridge) -> None:
    start, body = ask(bridge, [{"type": "http.request", "body": b""}])
    # No token: the protection against forged forms answers.
    assert start["status"] == 403
    assert body["body"]
