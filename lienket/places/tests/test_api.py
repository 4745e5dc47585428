"""The map of a circle as other programs read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.places.tests.hands import list_corridor, list_site
from tests.cast import NOON, Unit


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def read(unit: Unit, circle: Circle, **query: str) -> Any:
    """What a program reads that acts for somebody of a unit."""
    by = unit.member()
    with acting(by):
        token = organizations.create_token(
            label="QGIS",
            scopes=("record.read",),
            expires_at=NOON + timedelta(days=30),
            by=by,
            now=NOON,
        )
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/circles/{circle.id}/places.geojson", query, headers=headers)


def features(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/geo+json"
    body = response.json()
    assert body["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = body["features"]
    return found


@pytest.fixture
def site(circle: Circle, dispatcher: Member) -> int:
    list_corridor(circle, dispatcher)
    return list_site(circle, dispatcher).id


def test_a_program_reads_the_whole_map_or_one_layer(
    fire_service: Unit, circle: Circle, site: int
) -> None:
    whole = features(read(fire_service, circle))
    assert {one["properties"]["layer"] for one in whole} == {"corridors", "sites"}
    outline, point = features(read(fire_service, circle, layer="sites"))
    assert outline["geometry"]["type"] == "Polygon"
    assert point["geometry"] == {"type": "Point", "coordinates": [109.205, 13.355]}
    assert point["properties"]["name"] == "Nhà máy điện mặt trời Xuân Thọ 1"
    assert point["properties"]["url"].endswith(f"://localhost:8000/sites/{site}/")


def test_an_unknown_layer_is_refused_with_those_there_are(
    fire_service: Unit, circle: Circle, site: int
) -> None:
    response = read(fire_service, circle, layer="rockets")
    assert response.status_code == 422
    assert b"waypoints" in response.content


def test_another_circle_does_not_exist(outsider: Unit, circle: Circle, site: int) -> None:
    assert read(outsider, circle).status_code == 404
