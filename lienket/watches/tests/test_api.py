"""Programs read what is watched, and propose to watch a place."""

from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.exchange.tests.program import Program, program_of
from lienket.watches.models import Watch
from lienket.watches.tests.conftest import HERE
from tests.cast import NOON, Unit

THERE = {"latitude": HERE.latitude, "longitude": HERE.longitude}
NEW: dict[str, Any] = {
    "group": "order",
    "reason": "Kho vật tư mới, chưa có hàng rào",
    "position": THERE,
}


@pytest.fixture(autouse=True)
def noon() -> object:
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


@pytest.fixture
def program(plant: Unit, circle: Circle) -> Program:
    return program_of(plant)


def test_a_watch_is_read_with_its_watchers(
    program: Program, circle: Circle, watch: Watch, outsider: Unit
) -> None:
    (row,) = program.get(f"circles/{circle.id}/watches").body["items"]
    assert (row["number"], row["state"], row["ends_on"]) == ("TC-2026-001", "running", "2026-12-04")
    shown = program.get(f"watches/{watch.id}").body
    assert [one["watches"] for one in shown["watchers"]].count(True) == 1
    (decided,) = program.get(f"circles/{circle.id}/watch-proposals").body["items"]
    assert (decided["watch"], decided["organization"]) == (watch.id, None)
    stranger = program_of(outsider)
    assert stranger.get(f"watches/{watch.id}").status == 404
    assert stranger.get(f"circles/{circle.id}/watches").status == 404


def test_a_program_proposes_and_people_decide(program: Program, circle: Circle) -> None:
    made = program.post(f"circles/{circle.id}/watch-proposals", NEW)
    assert (made.status, made.body["decided_at"], made.body["watch"]) == (201, None, None)
    assert made.body["reason"] == NEW["reason"]
    assert program.post(f"circles/{circle.id}/watch-proposals", NEW).status == 409


@pytest.mark.parametrize(
    "change",
    [
        {"group": "labour"},
        {"reason": " "},
        {"position": None},
        {"position": {"latitude": 106.6, "longitude": 20.85}},
        {"position": {"latitude": 48.8, "longitude": 2.3}},
        {"position": None, "site": 999_999},
        {"person": "Nguyễn Văn A"},
    ],
)
def test_what_cannot_be_is_refused(
    program: Program, circle: Circle, change: dict[str, object]
) -> None:
    assert program.post(f"circles/{circle.id}/watch-proposals", NEW | change).status == 422
