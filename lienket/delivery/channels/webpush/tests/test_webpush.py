"""Notifications, as a push service and a browser receive them."""

import base64
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pytest_django import Settings

from lienket.kernel.errors import Refusal

from ...base import DeliveryError, Reason
from ...tests.letters import clock, letter
from ...tests.receiver import Receiver
from .. import keys
from ..channel import WebPush
from ..keys import public_key, vapid


class Browser:
    """Subscribes, and reads what only it can read."""

    def __init__(self, endpoint: str) -> None:
        self.private_key = ec.generate_private_key(ec.SECP256R1())
        self.auth = b"0123456789abcdef"
        point = self.private_key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.keys = {"p256dh": encode(point), "auth": encode(self.auth)}
        self.subscription = {"endpoint": endpoint, "expirationTime": None, "keys": self.keys}

    def read(self, body: bytes) -> dict[str, object]:
        content = http_ece.decrypt(
            body, private_key=self.private_key, auth_secret=self.auth, version="aes128gcm"
        )
        shown = json.loads(content)
        assert isinstance(shown, dict)
        return shown


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.PUSH_PRIVATE_KEY = ""
    settings.PUSH_CONTACT = "mailto:operator@thanhvan.example"
    settings.PUSH_HOSTS = ["127.0.0.1"]


@pytest.fixture
def lane() -> Iterator[WebPush]:
    lane = WebPush(clock=clock)
    yield lane
    lane.close()


@pytest.fixture
def browser(receiver: Receiver) -> Browser:
    return Browser(receiver.url)


@pytest.fixture
def address(lane: WebPush, browser: Browser) -> str:
    return lane.check_address({"subscription": json.dumps(browser.subscription)})


def test_the_browser_reads_number_urgency_and_link(
    lane: WebPush, browser: Browser, address: str, receiver: Receiver
) -> None:
    lane.send(letter(), address)

    [(_, headers, body)] = receiver.requests
    assert browser.read(body) == {
        "title": "[URGENT] TK-2026-014",
        "text": "Công an tỉnh Thanh Vân · please confirm before 14:30 21/11",
        "number": "TK-2026-014",
        "urgency": "urgent",
        "exercise": False,
        "url": "https://lienket.example/r/abc",
        "tag": headers["Topic"],
        "lang": "en",
    }


def test_the_push_service_sees_no_word_of_it(
    lane: WebPush, address: str, receiver: Receiver
) -> None:
    lane.send(letter(), address)
    [(_, headers, body)] = receiver.requests
    assert b"TK-2026-014" not in body
    assert "TK-2026-014" not in str(headers)


def test_the_push_service_knows_who_sends(lane: WebPush, address: str, receiver: Receiver) -> None:
    lane.send(letter(), address)
    [(_, headers, _)] = receiver.requests
    assert Vapid02.verify(headers["Authorization"])
    assert headers["Authorization"].endswith(f"k={public_key()}")
    claims = json.loads(base64.urlsafe_b64decode(headers["Authorization"].split(".")[1] + "=="))
    assert claims["aud"] == receiver.url.removesuffix("/in")
    assert claims["exp"] == int(clock().timestamp()) + 12 * 3600


def test_a_reminder_replaces_the_notification_before_it(
    lane: WebPush, browser: Browser, address: str, receiver: Receiver
) -> None:
    lane.send(letter(), address)
    lane.send(letter(purpose="reminder", idempotency_key="another"), address)
    # A bulletin of the same number in another circle.
    lane.send(letter(envelope_id=6), address)

    topics = [headers["Topic"] for _, headers, _ in receiver.requests]
    assert topics[0] == topics[1] != topics[2]
    assert len(topics[0]) == 32


def test_urgent_notices_wake_a_sleeping_device(
    lane: WebPush, address: str, receiver: Receiver
) -> None:
    lane.send(letter(), address)
    lane.send(letter(urgency="normal"), address)
    assert [headers["Urgency"] for _, headers, _ in receiver.requests] == ["high", "normal"]


def test_an_exercise_is_marked(
    lane: WebPush, browser: Browser, address: str, receiver: Receiver
) -> None:
    lane.send(letter(exercise=True), address)
    shown = browser.read(receiver.requests[0][2])
    assert shown["exercise"] is True
    assert shown["title"] == "[EXERCISE] [URGENT] TK-2026-014"


@pytest.mark.parametrize(
    ("status", "reason", "permanent"),
    [
        (404, Reason.GONE, True),
        (410, Reason.GONE, True),
        (403, Reason.AUTH_FAILED, True),
        (429, Reason.RATE_LIMITED, False),
        (500, Reason.BAD_RESPONSE, False),
    ],
)
def test_what_a_push_service_may_answer(
    lane: WebPush, address: str, receiver: Receiver, status: int, reason: Reason, permanent: bool
) -> None:
    receiver.status, receiver.headers = status, {"Retry-After": "60"}
    with pytest.raises(DeliveryError) as failed:
        lane.send(letter(), address)
    assert (failed.value.reason, failed.value.permanent) == (reason, permanent)
    assert failed.value.retry_after
    assert failed.value.retry_after.seconds == 60


@pytest.mark.parametrize(
    "spoilt",
    [
        {"endpoint": "https://10.0.0.1/push"},
        {"endpoint": 7},
        {"keys": {}},
        {"keys": {"p256dh": "AAAA", "auth": encode(b"0" * 16)}},
        {"keys": {"p256dh": encode(b"\4" + b"1" * 64), "auth": encode(b"0" * 16)}},
        {"keys": ["p256dh", "auth"]},
    ],
)
def test_a_spoilt_subscription_is_refused(browser: Browser, spoilt: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        WebPush.check_address({"subscription": json.dumps(browser.subscription | spoilt)})


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '"x"'])
def test_what_is_no_subscription_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        WebPush.check_address({"subscription": text})


def test_a_short_shared_secret_is_refused(browser: Browser) -> None:
    browser.keys["auth"] = encode(b"short")
    with pytest.raises(Refusal):
        WebPush.check_address({"subscription": json.dumps(browser.subscription)})


def test_its_owner_sees_the_push_service_only(address: str) -> None:
    assert WebPush.describe(address) == "127.0.0.1"


def test_the_key_pair_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    key = public_key()
    [file] = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key == public_key()


def test_two_processes_that_start_together_use_one_key(tmp_path: Path) -> None:
    file = tmp_path / "push.pem"
    keys._make(file)
    first = file.read_bytes()
    keys._make(file)
    assert file.read_bytes() == first
    assert list(tmp_path.iterdir()) == [file]


def test_a_key_in_the_settings_wins(settings: Settings, tmp_path: Path) -> None:
    settings.PUSH_PRIVATE_KEY = encode(b"\1" * 32)
    assert vapid().private_key.private_numbers().private_value == int.from_bytes(b"\1" * 32)
    assert not list(tmp_path.iterdir())
