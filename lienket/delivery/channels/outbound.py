"""HTTP requests to addresses that partners chose: no inner network, no redirect, no endless answer.

The host is resolved here, every address it has is checked, and the connection goes to a checked
one, so a name that changes its mind between the check and the connection gains nothing.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Container, Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore

from lienket.kernel.errors import Refusal

from .base import DeliveryError, Reason

_MOST_BYTES_READ = 64 * 1024
_LONGEST_URL = 2000

# Global by the registry, yet answering for the inside of a data centre.
_METADATA = [
    ipaddress.ip_network(block) for block in ("192.0.0.0/24", "168.63.129.16/32", "64:ff9b:1::/48")
]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_GONE = (404, 410)
_REASONS = {
    401: Reason.AUTH_FAILED,
    403: Reason.AUTH_FAILED,
    404: Reason.GONE,
    410: Reason.GONE,
    413: Reason.CONTENT_REFUSED,
    429: Reason.RATE_LIMITED,
    503: Reason.TRY_LATER,
}

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class UnsafeUrl(Refusal):
    """Enter an https address of a server on the public Internet."""


def check_url(url: str, *, inside: Container[str]) -> str:
    """The address without surrounding space or fragment. Names are looked up only when sending.

    Hosts named in `inside` may be in the own network and may speak plain http.
    """
    url = url.strip()
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise UnsafeUrl
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise UnsafeUrl from None
    if not host or parts.username is not None or parts.password is not None:
        raise UnsafeUrl
    if host not in inside:
        if parts.scheme != "https" or _is_inner_literal(host):
            raise UnsafeUrl
    elif parts.scheme not in ("https", "http"):
        raise UnsafeUrl
    return parts._replace(fragment="").geturl()


class Outbound:
    """Sends requests and keeps connections; belongs to one thread.

    Hosts named in `inside` may be in the own network. A request ends after `seconds`, whatever the
    server does.
    """

    def __init__(self, *, inside: Container[str], seconds: float) -> None:
        self._deadline = _Deadline(seconds)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trust(),
            max_connections=10,
            keepalive_expiry=30,
            network_backend=_GuardedNetwork(inside, self._deadline),
        )

    def post(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        now: datetime,
        final: Container[int] = (),
    ) -> dict[str, str]:
        """POST, and return the headers of a 2xx answer; anything else raises DeliveryError.

        `now` is the moment that a Retry-After given as a date is counted from. Statuses in `final`
        are permanent, as 404 and 410 always are.
        """
        limit = self._deadline.start()
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), limit)
        try:
            with self._pool.stream(
                "POST", url, headers=list(headers.items()), content=body,
                extensions={"timeout": timeouts},
            ) as response:  # fmt: skip
                _read_some(response.iter_stream())
        except (httpcore.TimeoutException, TimeoutError):
            raise DeliveryError(Reason.TIMEOUT) from None
        except httpcore.ConnectError as fault:
            failed = Reason.TLS_FAILED if _is_about_tls(fault) else Reason.SERVER_DOWN
            raise DeliveryError(failed) from None
        except httpcore.NetworkError:
            raise DeliveryError(Reason.SERVER_DOWN) from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
            raise DeliveryError(Reason.BAD_RESPONSE) from None
        answer = {name.decode("latin-1").lower(): value.decode("latin-1")
                  for name, value in response.headers}  # fmt: skip
        if not 200 <= response.status < 300:
            wait = _wait(answer["retry-after"], now) if "retry-after" in answer else None
            raise DeliveryError(
                _REASONS.get(response.status, Reason.BAD_RESPONSE),
                permanent=response.status in _GONE or response.status in final,
                detail=f"HTTP {response.status}",
                retry_after=wait,
            )
        return answer

    def close(self) -> None:
        """Close the connections that were kept."""
        self._pool.close()


@cache
def _trust() -> ssl.SSLContext:
    """The public certificate authorities, and those that this machine trusts besides."""
    context = httpcore.default_ssl_context()
    context.load_default_certs()
    return context


def _wait(retry_after: str, now: datetime) -> timedelta | None:
    """A Retry-After header, seconds or a date, as a wait; None when it makes no sense."""
    try:
        if retry_after.isdecimal():
            return timedelta(seconds=int(retry_after))
        return max(parsedate_to_datetime(retry_after) - now, timedelta())
    except (ValueError, TypeError, OverflowError):
        return None


def _read_some(chunks: Iterable[bytes]) -> None:
    """Read a short answer to its end, so that the connection can be used again; drop a long one."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > _MOST_BYTES_READ:
            return


def _is_about_tls(fault: BaseException) -> bool:
    cause: BaseException | None = fault
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _is_inner_literal(host: str) -> bool:
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        return "." not in host


def is_public(address: _Address) -> bool:
    """Whether an address is on the public Internet, also when it wraps an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
    if any(address in block for block in _METADATA):
        return False
    return address.is_global and not address.is_multicast


class _Deadline:
    """The moment at which the request under way must have ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends_at = 0.0

    def start(self) -> float:
        """Begin a request; how many seconds it has."""
        self._ends_at = time.monotonic() + self._seconds
        return self._seconds

    def left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _GuardedNetwork(httpcore.SyncBackend):
    """Connects to checked addresses only."""

    def __init__(self, inside: Container[str], deadline: _Deadline) -> None:
        self._inside = inside
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception | None = None
        for address in self._resolve(host, port):
            try:
                stream = super().connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except httpcore.ConnectError as refused:
                fault = refused
            else:
                return _TimedStream(stream, self._deadline)
        raise fault or httpcore.ConnectError

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise httpcore.ConnectError from None
        addresses = [str(entry[4][0]) for entry in found]
        # One inner address among several is reason enough: somebody is trying.
        if host not in self._inside and not all(
            is_public(ipaddress.ip_address(address)) for address in addresses
        ):
            raise DeliveryError(Reason.BLOCKED_HOST, permanent=True)
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """Ends with the request: a server that sends a byte now and then must not hold the thread."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()
