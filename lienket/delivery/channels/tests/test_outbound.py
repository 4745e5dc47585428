"""Requests to addresses that partners chose: where they go, and where they never go."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from ..base import DeliveryError, Reason
from ..outbound import Outbound, UnsafeUrl, check_url, is_public
from .letters import SENT_AT
from .receiver import Receiver

INSIDE = ["127.0.0.1"]


@pytest.fixture
def outbound() -> Iterator[Outbound]:
    outbound = Outbound(inside=INSIDE, seconds=5)
    yield outbound
    outbound.close()


def post(outbound: Outbound, url: str) -> dict[str, str]:
    return outbound.post(url, {"X-Test": "yes"}, b"{}", now=SENT_AT)


def failure(outbound: Outbound, url: str) -> DeliveryError:
    with pytest.raises(DeliveryError) as failed:
        post(outbound, url)
    return failed.value


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("203.162.4.190", True),
        ("2405:4800::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.0.0.192", False),
        ("168.63.129.16", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:203.162.4.190", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::cba2:4be", True),
        ("2002:7f00:1::", False),
    ],
)
def test_what_counts_as_the_public_internet(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    [
        "https://dien-luc.example/in?x=1",
        "https://dien-luc.example:8443/in",
        "http://127.0.0.1:8080/in",
    ],
)
def test_addresses_that_may_be_entered(url: str) -> None:
    assert check_url(f" {url}#part ", inside=INSIDE) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "dien-luc.example",
        "http://dien-luc.example/in",
        "ftp://127.0.0.1/in",
        "file:///etc/passwd",
        "https:///in",
        "https://localhost/in",
        "https://10.0.0.1/in",
        "https://[::1]/in",
        "https://[::1/in",
        "https://169.254.169.254/latest/meta-data",
        "https://user:word@dien-luc.example/in",
        "https://dien-luc.example:99999/in",
        "https://dien-luc.example/\r\nHost: other",
        "https://dien-luc.example/a b",
        "https://dien-luc.example/" + "a" * 2000,
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(UnsafeUrl):
        check_url(url, inside=INSIDE)


def test_requests_share_a_connection(outbound: Outbound, receiver: Receiver) -> None:
    post(outbound, receiver.url)
    post(outbound, receiver.url)
    assert len(receiver.requests) == 2
    assert len(receiver.connections) == 1


def test_a_name_that_leads_inside_is_not_connected_to(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside_first = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
        for address in ("203.162.4.190", "127.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: outside_first)
    blocked = failure(
        Outbound(inside=[], seconds=5), receiver.url.replace("127.0.0.1", "dien-luc.example")
    )
    assert (blocked.reason, blocked.permanent) == (Reason.BLOCKED_HOST, True)
    assert not receiver.requests


def test_a_redirect_is_not_followed(outbound: Outbound, receiver: Receiver) -> None:
    receiver.status, receiver.headers = 302, {"Location": receiver.url}
    redirected = failure(outbound, receiver.url)
    assert (redirected.reason, redirected.permanent) == (Reason.BAD_RESPONSE, False)
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    ("status", "reason", "permanent"),
    [
        (400, Reason.BAD_RESPONSE, False),
        (401, Reason.AUTH_FAILED, False),
        (404, Reason.GONE, True),
        (410, Reason.GONE, True),
        (413, Reason.CONTENT_REFUSED, False),
        (429, Reason.RATE_LIMITED, False),
        (500, Reason.BAD_RESPONSE, False),
        (503, Reason.TRY_LATER, False),
    ],
)
def test_what_a_refusal_means(
    outbound: Outbound, receiver: Receiver, status: int, reason: Reason, permanent: bool
) -> None:
    receiver.status = status
    refused = failure(outbound, receiver.url)
    assert (refused.reason, refused.permanent) == (reason, permanent)
    assert refused.detail == f"HTTP {status}"


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Sat, 21 Nov 2026 07:05:00 GMT", timedelta(minutes=5)),
        ("Sat, 21 Nov 2026 06:00:00 GMT", timedelta()),
        ("soon", None),
        ("9" * 40, None),
    ],
)
def test_a_server_may_name_the_wait(
    outbound: Outbound, receiver: Receiver, asked: str, wait: timedelta | None
) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": asked}
    assert failure(outbound, receiver.url).retry_after == wait


def test_a_long_answer_is_cut_off(outbound: Outbound, receiver: Receiver) -> None:
    receiver.body = b"x" * 1_000_000
    post(outbound, receiver.url)
    receiver.body = b""
    post(outbound, receiver.url)
    assert len(receiver.connections) == 2


def test_a_silent_server_is_given_up(receiver: Receiver) -> None:
    receiver.silent = True
    silent = failure(Outbound(inside=INSIDE, seconds=0.1), receiver.url)
    assert (silent.reason, silent.permanent) == (Reason.TIMEOUT, False)


def test_a_server_that_dribbles_is_given_up_as_a_whole() -> None:
    """Each byte comes in time; the answer never does."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gone = threading.Event()

        def dribble() -> None:
            connection, _ = listener.accept()
            with connection:
                while not gone.wait(0.01):
                    connection.sendall(b"H")

        dribbler = threading.Thread(target=dribble)
        dribbler.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/in"
        dribbled = failure(Outbound(inside=INSIDE, seconds=0.2), url)
        gone.set()
        dribbler.join()
    assert dribbled.reason is Reason.TIMEOUT


def test_a_server_without_tls_gets_nothing(outbound: Outbound, receiver: Receiver) -> None:
    unsafe = failure(outbound, receiver.url.replace("http:", "https:"))
    assert (unsafe.reason, unsafe.permanent) == (Reason.TLS_FAILED, False)
    assert not receiver.requests


def test_a_server_that_is_down_is_a_temporary_fault(outbound: Outbound) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        down = failure(outbound, f"http://127.0.0.1:{taken.getsockname()[1]}/in")
    assert (down.reason, down.permanent) == (Reason.SERVER_DOWN, False)


def test_an_unknown_name_is_a_temporary_fault(
    outbound: Outbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failure(outbound, "https://dien-luc.example/in").reason is Reason.SERVER_DOWN
