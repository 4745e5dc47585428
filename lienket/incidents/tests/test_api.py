"""Programs report incidents, read them and write into them."""

from unittest import mock

import pytest
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.exchange.tests.program import Program, program_of
from tests.cast import NOON, Unit

KEY = "5a1f0a52-4a4e-4b3e-9a51-5f5d1f6c0001"
THEFT = {"key": KEY, "kind": "equipment_theft", "summary": "Mất 40 m dây tiếp địa."}


@pytest.fixture(autouse=True)
def noon() -> object:
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


@pytest.fixture
def program(plant: Unit, circle: Circle) -> Program:
    return program_of(plant, "record.read", "incident.report")


def test_an_incident_is_entered_once_and_read(
    program: Program, circle: Circle, fire_service: Unit
) -> None:
    made = program.post(f"circles/{circle.id}/incidents", THEFT)
    assert (made.status, made.body["number"]) == (201, "VV-2026-001")
    again = program.post(f"circles/{circle.id}/incidents", THEFT)
    assert again.body == made.body
    other = program.post(f"circles/{circle.id}/incidents", THEFT | {"summary": "Khác."})
    assert other.status == 409

    reader = program_of(fire_service, "record.read", "incident.report")
    said = reader.post(f"incidents/{made.body['id']}/entries", {"text": "Đã đến nơi."})
    assert said.status == 201
    shown = reader.get(f"incidents/{made.body['id']}").body
    assert [entry["kind"] for entry in shown["entries"]] == ["reported", "said"]
    assert shown["url"].endswith(f"/incidents/{made.body['id']}/")


def test_the_list_turns_its_pages(
    program: Program, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lienket.incidents.api.PAGE", 2)
    for number in range(3):
        new = THEFT | {"key": KEY[:-1] + str(number), "summary": f"Vụ {number}."}
        program.post(f"circles/{circle.id}/incidents", new)

    first = program.get(f"circles/{circle.id}/incidents").body
    assert [row["summary"] for row in first["items"]] == ["Vụ 2.", "Vụ 1."]
    second = program.get(f"circles/{circle.id}/incidents?before={first['next']}").body
    assert [row["summary"] for row in second["items"]] == ["Vụ 0."]
    assert second["next"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "murder"},
        {"summary": ""},
        {"happened_at": "2027-01-01T00:00:00Z"},
        {"happened_at": "1990-01-01T00:00:00Z"},
        {"position": {"latitude": 13.3, "longitude": 209.2}},
        {"position": {"latitude": 48.8, "longitude": 2.3}},
        {"subjects": -1},
        {"site": 999},
        {"names": ["Nguyễn Văn A"]},
        {"key": "not a key"},
    ],
)
def test_what_cannot_be_is_refused(
    program: Program, circle: Circle, change: dict[str, object]
) -> None:
    assert program.post(f"circles/{circle.id}/incidents", THEFT | change).status == 422


def test_all_that_is_wrong_is_told_at_once(program: Program, circle: Circle) -> None:
    wrong = THEFT | {"summary": " ", "happened_at": "1990-01-01T00:00:00Z"}
    answer = program.post(f"circles/{circle.id}/incidents", wrong)

    assert answer.status == 422
    assert [one["pointer"] for one in answer.body["errors"]] == ["#/summary", "#/happened_at"]


def test_to_a_stranger_nothing_exists(program: Program, circle: Circle, outsider: Unit) -> None:
    made = program.post(f"circles/{circle.id}/incidents", THEFT).body
    stranger = program_of(outsider, "record.read", "incident.report")
    assert stranger.get(f"incidents/{made['id']}").status == 404
    assert stranger.get(f"circles/{circle.id}/incidents").status == 404
    assert stranger.post(f"circles/{circle.id}/incidents", THEFT).status == 404
    assert stranger.post(f"incidents/{made['id']}/entries", {"text": "x"}).status == 404
