"""Programs read false claims and verified warnings, enter claims, and say that they met them."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.exchange.tests.program import Program, program_of
from lienket.falseclaims import actions
from lienket.falseclaims.tests.conftest import TODAY, WORDS
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit


@pytest.fixture(autouse=True)
def noon() -> object:
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


@pytest.fixture
def program(plant: Unit, circle: Circle) -> Program:
    return program_of(plant, "record.read", "incident.report")


@pytest.fixture
def new(commune: Unit) -> dict[str, Any]:
    return {
        "kind": "payment_scam",
        "text": "Người tự xưng nhân viên điện lực đòi chuyển tiền ngay",
        "since": "2026-11-19",
        "channel": "phone_call",
        "verifier": commune.id,
        "count": 7,
    }


def test_a_claim_is_entered_met_again_and_read_as_a_warning(
    program: Program, circle: Circle, new: dict[str, Any], verifier: Member, fire_service: Unit
) -> None:
    made = program.post(f"circles/{circle.id}/false-claims", new)
    assert (made.status, made.body["number"], made.body["state"]) == (201, "SL-2026-001", "open")
    address = f"false-claims/{made.body['id']}"
    other = program_of(fire_service, "record.read", "incident.report")
    met = other.post(f"{address}/sightings", {"channel": "chat_group", "count": 3})
    assert (met.status, met.body["count"]) == (201, 3)
    assert other.get(address).body["met"] == 10

    published = f"circles/{circle.id}/false-claims?state=published"
    assert other.get(published).body["items"] == []
    claim = made.body["id"]
    with acting(verifier):
        actions.verify(claim_id=claim, words=WORDS, by=verifier, now=NOON)
        actions.publish(
            claim_id=claim, valid_until=TODAY + timedelta(days=30), by=verifier, now=NOON
        )
    (row,) = other.get(published).body["items"]
    assert row["warning"]["valid_until"] == "2026-12-21"
    assert "/warnings/" in row["warning"]["url"]
    assert other.get(address).body["correction"]["hotline"] == WORDS.hotline


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "opinion"},
        {"text": ""},
        {"text": "Xem tại https://lua.example"},
        {"text": "Gọi số 0912 345 678"},
        {"since": "2026-11-22"},
        {"since": 0},
        {"channel": "zalo"},
        {"verifier": 999_999},
        {"count": 0},
        {"within_hours": 5},
        {"account": "x"},
    ],
)
def test_what_cannot_be_is_refused(
    program: Program, circle: Circle, new: dict[str, Any], change: dict[str, Any]
) -> None:
    assert program.post(f"circles/{circle.id}/false-claims", new | change).status == 422
    assert program.get(f"circles/{circle.id}/false-claims").body["items"] == []


def test_to_a_stranger_nothing_exists(
    program: Program, circle: Circle, new: dict[str, Any], outsider: Unit
) -> None:
    made = program.post(f"circles/{circle.id}/false-claims", new).body
    stranger = program_of(outsider, "record.read", "incident.report")
    assert stranger.get(f"circles/{circle.id}/false-claims").status == 404
    assert stranger.get(f"false-claims/{made['id']}").status == 404
    seen = {"channel": "phone_call"}
    assert stranger.post(f"false-claims/{made['id']}/sightings", seen).status == 404
