"""Programs read campaigns and what came of them."""

from unittest import mock

import pytest
from django.utils import timezone

from lienket.campaigns.models import Campaign
from lienket.campaigns.tests.conftest import DAY
from lienket.circles.models import Circle
from lienket.exchange.tests.program import program_of
from lienket.obligations import actions as obligations
from tests.cast import NOON, Unit

WEDNESDAY = NOON + 4 * DAY


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with mock.patch.object(timezone, "now", return_value=WEDNESDAY):
        yield


def test_what_came_of_a_campaign_stands_beside_the_days_before(
    announced: Campaign, circle: Circle, plant: Unit
) -> None:
    for days in range(5):
        obligations.open_due(now=NOON + days * DAY)
    program = program_of(plant)

    (row,) = program.get(f"circles/{circle.id}/campaigns").body["items"]
    assert (row["number"], row["state"]) == ("DCD-2026-001", "running")
    shown = program.get(f"campaigns/{announced.id}").body
    (demand,) = shown["demands"]
    assert (shown["aim"], shown["closing"]) == (announced.aim, None)
    (result,) = program.get(f"campaigns/{announced.id}/results").body["items"]
    assert (result["code"], result["organization"]["id"]) == (demand["code"], plant.id)
    assert (result["during"]["opened"], result["during"]["missed"]) == (3, 3)
    assert result["before"]["opened"] == 0


def test_a_draft_is_read_by_its_organizer_alone(
    planned: Campaign, circle: Circle, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    assert program_of(plant).get(f"campaigns/{planned.id}").body["state"] == "draft"
    member = program_of(fire_service)
    assert member.get(f"circles/{circle.id}/campaigns").body["items"] == []
    assert member.get(f"campaigns/{planned.id}").status == 404
    assert member.get(f"campaigns/{planned.id}/results").status == 404
    assert program_of(outsider).get(f"circles/{circle.id}/campaigns").status == 404
