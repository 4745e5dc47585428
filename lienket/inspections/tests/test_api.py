"""Programs read findings and visits, begin the record of a visit and note what they found."""

from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.exchange.tests.program import Program, program_of
from lienket.inspections.models import Finding, Visit
from lienket.kernel import paging
from tests.cast import NOON, Unit


@pytest.fixture(autouse=True)
def noon() -> object:
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


@pytest.fixture
def visitor(fire_service: Unit, circle: Circle) -> Program:
    return program_of(fire_service, "record.read", "agreement.manage")


@pytest.fixture
def reader(plant: Unit, circle: Circle) -> Program:
    return program_of(plant)


@pytest.fixture
def new(plant: Unit, fire_service: Unit) -> dict[str, Any]:
    return {
        "kind": "inspection",
        "unit": plant.id,
        "on": "2026-11-20",
        "topic": "An toàn phòng cháy, chữa cháy",
        "came": [
            {"organization": fire_service.id, "persons": 3},
            {"name": "Sở Công Thương", "persons": 1},
        ],
    }


def test_findings_are_listed_by_how_they_stand(
    reader: Program, circle: Circle, finding: Finding, visit: Visit
) -> None:
    (row,) = reader.get(f"circles/{circle.id}/findings").body["items"]
    assert (row["number"], row["state"]) == ("TT-2026-001", "unassigned")
    assert row["url"].endswith(f"/findings/{finding.id}/")
    assert reader.get(f"circles/{circle.id}/findings?state=unassigned").body["items"] == [row]
    assert reader.get(f"circles/{circle.id}/findings?state=closed").body["items"] == []
    assert reader.get(f"circles/{circle.id}/findings?state=fine").status == 422

    shown = reader.get(f"findings/{finding.id}").body
    assert (shown["origin"], shown["reinspections"]) == ("TDG-2026-001", [])


def test_a_visit_is_recorded_with_its_findings_and_a_person_sends_it(
    visitor: Program, reader: Program, circle: Circle, new: dict[str, Any]
) -> None:
    made = visitor.post(f"circles/{circle.id}/visits", new)
    assert (made.status, made.body["number"], made.body["sent_at"]) == (201, "", None)
    assert [one["persons"] for one in made.body["came"]] == [3, 1]

    address = f"visits/{made.body['id']}"
    lacking = {"area": "fire", "text": "Trụ nước số 3 không có áp lực", "due_on": "2026-12-15"}
    noted = visitor.post(f"{address}/findings", lacking | {"severity": 1})
    assert (noted.status, noted.body["severity"], noted.body["number"]) == (201, 1, "")
    assert [one["text"] for one in visitor.get(address).body["findings"]] == [lacking["text"]]

    assert reader.get(address).status == 404
    assert reader.get(f"findings/{noted.body['id']}").status == 404
    assert reader.get(f"circles/{circle.id}/visits").body["items"] == []


def test_what_was_sent_is_read_by_all_and_gets_no_more_findings(
    visitor: Program, reader: Program, circle: Circle, sent: Visit
) -> None:
    (row,) = reader.get(f"circles/{circle.id}/visits").body["items"]
    assert row["number"] == sent.reference
    (found,) = reader.get(f"visits/{sent.id}").body["findings"]
    assert found["state"] == "open"
    more = {"text": "Cửa thoát nạn bị khóa", "due_on": "2026-12-15"}
    assert visitor.post(f"visits/{sent.id}/findings", more).status == 409


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "raid"},
        {"unit": 999_999},
        {"on": "2026-11-22"},
        {"on": "21/11/2026"},
        {"on": 1},
        {"on": "2026-11-20T00:00:00Z"},
        {"topic": " "},
        {"came": []},
        {"came": [{"persons": 2}]},
        {"came": [{"name": "Sở", "persons": 0}]},
        {"leader": "Nguyễn Văn A"},
    ],
)
def test_what_cannot_be_is_refused(
    visitor: Program, circle: Circle, new: dict[str, Any], change: dict[str, Any]
) -> None:
    assert visitor.post(f"circles/{circle.id}/visits", new | change).status == 422
    assert visitor.get(f"circles/{circle.id}/visits").body["items"] == []


def test_the_list_turns_its_pages(
    visitor: Program, circle: Circle, new: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    for number in range(3):
        visitor.post(f"circles/{circle.id}/visits", new | {"topic": f"Lần {number}"})

    first = visitor.get(f"circles/{circle.id}/visits").body
    assert [row["topic"] for row in first["items"]] == ["Lần 2", "Lần 1"]
    second = visitor.get(f"circles/{circle.id}/visits?cursor={first['next']}").body
    assert [row["topic"] for row in second["items"]] == ["Lần 0"]
    assert second["next"] is None


def test_without_the_scope_or_the_circle_nothing_is_written(
    reader: Program, outsider: Unit, circle: Circle, new: dict[str, Any], finding: Finding
) -> None:
    assert reader.post(f"circles/{circle.id}/visits", new).status == 403
    stranger = program_of(outsider, "record.read", "agreement.manage")
    assert stranger.post(f"circles/{circle.id}/visits", new).status == 404
    assert stranger.get(f"circles/{circle.id}/findings").status == 404
    assert stranger.get(f"findings/{finding.id}").status == 404
