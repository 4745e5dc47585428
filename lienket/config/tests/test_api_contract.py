"""What the API promises to every caller: the contract holds, and each refusal can be understood."""

from dataclasses import dataclass

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone
from schemathesis import Case
from schemathesis.config import SchemathesisConfig

from lienket.circles.models import Circle
from lienket.config.api import guard
from lienket.exchange.tests.program import Program, program_of
from tests.cast import NOON, Unit

LARGEST_ID = 2**63 - 1
NOTICE = {
    "kind": "notice",
    "urgency": "normal",
    "title": "Lịch trực",
    "body": "",
    "required_action": "acknowledge",
}


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def program(plant: Unit, circle: Circle) -> Program:
    return program_of(plant)


# ---- The contract -------------------------------------------------------------------------------

contract = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json",
    WSGIHandler(),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"deterministic": True, "max-examples": 25, "database": "none"},
            # A well-formed text can still bear a secrecy stamp, or name a stranger.
            "checks": {
                "positive_data_acceptance": {"expected-statuses": [200, 201, 403, 404, 409, 422]}
            },
        }
    ),
)


@dataclass
class Scene:
    """What requests can be about, and who makes them."""

    ids: dict[str, int]
    authorization: str


@pytest.fixture
def scene(
    program: Program, circle: Circle, fire_service: Unit, monkeypatch: pytest.MonkeyPatch
) -> Scene:
    issued = program.post(f"circles/{circle.id}/bulletins", NOTICE).body
    (receipt,) = [
        one["id"] for one in issued["receipts"] if one["organization"]["id"] == fire_service.id
    ]
    # Most of what follows fails, as it should.
    monkeypatch.setattr(guard, "FAILURES", 10**9)
    return Scene(
        {"circle": circle.id, "bulletin": issued["id"], "receipt": receipt},
        f"Bearer {program_of(fire_service).token}",
    )


@contract.parametrize()
def test_every_operation_keeps_the_contract(case: Case, scene: Scene) -> None:
    if case.meta and case.meta.generation.mode.is_positive:
        # Well-formed requests are about something that exists.
        case.path_parameters = {name: scene.ids[name] for name in case.path_parameters or {}}
    case.call_and_validate(headers={"Authorization": scene.authorization})
