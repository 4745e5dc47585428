"""From ASGI to Django's synchronous handler, on a few threads that keep their connections.

Django's own ASGI handler starts a thread-sensitive context for each request and walks every
middleware across it; for synchronous views that costs more than the views do.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from django.conf import settings
from django.core import signals
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponseBase
from django.http.response import HttpResponse
from django.urls import set_script_prefix
from django.utils import translation

from lienket.config.api.problems import AddressNotReadable, BodyTooLarge, problem
from lienket.kernel.errors import Refusal
from lienket.kernel.middleware import LanguageMiddleware, refused

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

#: More threads than cores only compete: eight doubled the cost of a page.
THREADS = 3
_IN_MEMORY = 512 * 1024


class Disconnected(Exception):
    """The client went away before it had sent its whole request."""


class Bridge(BaseHandler):
    """An ASGI application around Django's synchronous request handling."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        # A form with several files at the limit, and a little around them.
        self.largest_body = settings.MAX_UPLOAD_BYTES * 5 + 1024 * 1024

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        try:
            body = await self._body(receive)
        except Disconnected:
            # Half a request is none.
            return
        with body or tempfile.SpooledTemporaryFile() as kept:
            answer = self._refuse_length if body is None else self._answer
            response = await loop.run_in_executor(self.threads, answer, scope, kept)
            try:
                await self._send(response, send, loop)
            finally:
                if not response.closed:
                    await loop.run_in_executor(self.threads, response.close)

    async def _body(self, receive: Receive) -> IO[bytes] | None:
        """The whole request body, on disk when it is large; None when it is too large."""
        body = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed by whoever gets it
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                body.close()
                raise Disconnected
            chunk = message.get("body", b"")
            size += len(chunk)
            # What is too much is thrown away, not refused at once: a browser that is still sending
            # would show a broken connection instead of the answer.
            if size <= self.largest_body:
                body.write(chunk)
            elif size > self.largest_body * 4:
                break
            if not message.get("more_body"):
                break
        if size > self.largest_body:
            body.close()
            return None
        body.seek(0)
        return body

    def _answer(self, scope: Message, body: IO[bytes]) -> HttpResponseBase:
        set_script_prefix("/")
        signals.request_started.send(sender=type(self), scope=scope)
        try:
            request = ASGIRequest(scope, body)
        except UnicodeDecodeError:
            readable = {**scope, "query_string": b""}
            return self._refuse(ASGIRequest(readable, body), AddressNotReadable())
        response = self.get_response(request)
        if isinstance(response, HttpResponse):
            # Its content stays. Another hop between threads would cost as much as a statement.
            response.close()
        return response

    def _refuse_length(self, scope: Message, body: IO[bytes]) -> HttpResponseBase:
        limit = self.largest_body // (1024 * 1024)
        # What is wrong with the address as well does not matter then.
        request = ASGIRequest({**scope, "query_string": b""}, body)
        return self._refuse(request, BodyTooLarge(limit_mb=limit))

    def _refuse(self, request: ASGIRequest, refusal: Refusal) -> HttpResponseBase:
        """What Django never sees gets the same answer as every other refusal."""
        with translation.override(LanguageMiddleware.language(request)):
            if request.path.startswith("/api/"):
                return problem(refusal)
            return refused(request, refusal)

    async def _send(
        self, response: HttpResponseBase, send: Send, loop: asyncio.AbstractEventLoop
    ) -> None:
        headers = [
            (name.encode("ascii").lower(), value.encode("latin1"))
            for name, value in response.items()
        ] + [
            (b"set-cookie", cookie.output(header="").strip().encode("ascii"))
            for cookie in response.cookies.values()
        ]
        await send(
            {"type": "http.response.start", "status": response.status_code, "headers": headers}
        )
        if isinstance(response, HttpResponse):
            await send({"type": "http.response.body", "body": response.content})
            return
        chunks: Iterator[bytes] = iter(response)
        while chunk := await loop.run_in_executor(self.threads, next, chunks, b""):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
