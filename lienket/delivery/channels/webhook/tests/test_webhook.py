"""Signed requests, as a partner's system receives them."""

import json
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from lienket.kernel.errors import Refusal

from ...base import DeliveryError, Reason, Sent
from ...tests.letters import SENT_AT, clock, letter
from ...tests.receiver import Receiver
from ..channel import Webhook
from ..signature import sign, verify

SECRET = "a secret of the two parties"


@pytest.fixture
def lane(settings: Settings) -> Iterator[Webhook]:
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    lane = Webhook(clock=clock)
    yield lane
    lane.close()


@pytest.fixture
def address(lane: Webhook, receiver: Receiver) -> str:
    return lane.check_address({"url": receiver.url, "secret": SECRET})


def test_the_receiver_can_verify_a_request(lane: Webhook, address: str, receiver: Receiver) -> None:
    assert lane.send(letter(), address) == Sent(letter().idempotency_key, delivered=True)

    [(path, headers, body)] = receiver.requests
    timestamp, signature = headers["LienKet-Timestamp"], headers["LienKet-Signature"]
    assert path == "/in"
    assert headers["LienKet-Delivery"] == letter().idempotency_key
    assert int(timestamp) == SENT_AT.timestamp()
    assert verify(SECRET, timestamp, body, signature)


def test_the_content_says_number_urgency_and_link_and_no_more(
    lane: Webhook, address: str, receiver: Receiver
) -> None:
    lane.send(letter(exercise=True), address)
    [(_, _, body)] = receiver.requests
    assert json.loads(body) == {
        "version": 1,
        "delivery": "5f0c9d3e-0000-4000-8000-000000000007",
        "purpose": "first",
        "reference": "TK-2026-014",
        "kind": "urgent_notice",
        "urgency": "urgent",
        "exercise": True,
        "sender": "Công an tỉnh Thanh Vân",
        "organization": "Công ty Điện lực Thanh Vân",
        "due_at": "2026-11-21T07:30:00Z",
        "link": "https://lienket.example/r/abc",
        "sent_at": "2026-11-21T07:00:00Z",
    }


@pytest.mark.parametrize(
    ("timestamp", "body", "signature"),
    [
        ("1795244401", b"{}", sign(SECRET, "1795244400", b"{}")),
        ("1795244400", b"{ }", sign(SECRET, "1795244400", b"{}")),
        ("1795244400", b"{}", sign("another secret", "1795244400", b"{}")),
        ("1795244400", b"{}", ""),
        ("1795244400", b"{}", "v1=ký"),
    ],
)
def test_what_was_changed_on_the_way_is_not_ours(
    timestamp: str, body: bytes, signature: str
) -> None:
    assert not verify(SECRET, timestamp, body, signature)


def test_a_receiver_that_is_gone_is_not_tried_again(
    lane: Webhook, address: str, receiver: Receiver
) -> None:
    receiver.status = 410
    with pytest.raises(DeliveryError) as gone:
        lane.send(letter(), address)
    assert (gone.value.reason, gone.value.permanent) == (Reason.GONE, True)
    assert receiver.url not in str(gone.value)


def test_an_address_inside_is_blocked_unless_the_operator_names_its_host(
    settings: Settings, address: str, receiver: Receiver
) -> None:
    settings.WEBHOOK_HOSTS = []
    with pytest.raises(DeliveryError) as blocked:
        Webhook().send(letter(), address)
    assert blocked.value.reason is Reason.BLOCKED_HOST
    assert not receiver.requests


def test_a_secret_is_made_when_none_is_given() -> None:
    one, other = (
        json.loads(Webhook.check_address({"url": "https://dien-luc.example/in"}))["secret"]
        for _ in range(2)
    )
    assert len(one) > 40
    assert one != other


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(Refusal, match="16"):
        Webhook.check_address({"url": "https://dien-luc.example/in", "secret": "short"})


def test_its_owner_sees_the_host_and_neither_path_nor_secret() -> None:
    address = Webhook.check_address({"url": "https://dien-luc.example/key/9", "secret": SECRET})
    assert Webhook.describe(address) == "dien-luc.example"
