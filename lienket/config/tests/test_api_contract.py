"""What the API promises to every caller: the contract holds, and each refusal can be understood."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig

from lienket.campaigns.models import Campaign
from lienket.campaigns.tests.conftest import announced, planned, weekly  # noqa: F401  fixtures
from lienket.circles.models import Circle
from lienket.config.api import api, guard
from lienket.exchange.tests.program import Program, program_of
from lienket.falseclaims import actions as falseclaims
from lienket.falseclaims.actions import Statement
from lienket.falseclaims.tests.conftest import statement  # noqa: F401  fixture
from lienket.inspections.models import Finding, Visit
from lienket.inspections.tests.conftest import (  # noqa: F401  fixtures
    details,
    draft,
    finding,
    site,
    visit,
)
from lienket.kernel.errors import NotFound
from lienket.kernel.rls import acting
from lienket.obligations.tests.conftest import (  # noqa: F401  fixtures
    define,
    in_force,
    regulation,
)
from lienket.watches.models import Watch
from lienket.watches.tests.conftest import happen, proposal, watch  # noqa: F401  fixtures
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

contract = schemathesis.openapi.from_dict(
    orjson.loads(orjson.dumps(api.get_openapi_schema(), option=orjson.OPT_NON_STR_KEYS)),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {
                "deterministic": True,
                "max-examples": 25,
                "database": "none",
                "with-security-parameters": False,
            },
            # A well-formed text can still bear a secrecy stamp, or name a stranger.
            "checks": {
                "positive_data_acceptance": {"expected-statuses": [200, 201, 403, 404, 409, 422]}
            },
        }
    ),
)
contract.app = WSGIHandler()


@dataclass
class Scene:
    """What requests can be about, and who makes them."""

    ids: dict[str, int]
    authorization: str


@pytest.fixture
def field(  # the fixtures are those of the modules
    announced: Campaign,  # noqa: F811
    finding: Finding,  # noqa: F811
    visit: Visit,  # noqa: F811
    watch: Watch,  # noqa: F811
    statement: Statement,  # noqa: F811
    circle: Circle,
    plant: Unit,
) -> dict[str, int]:
    """A campaign, a finding, a visit, a watch and a false claim of the circle."""
    by = plant.member()
    with acting(by):
        claim = falseclaims.record(circle_id=circle.id, statement=statement, by=by, now=NOON)
    return {
        "campaign": announced.id,
        "finding": finding.id,
        "visit": visit.id,
        "watch": watch.id,
        "claim": claim.id,
    }


@pytest.fixture
def scene(
    program: Program,
    circle: Circle,
    fire_service: Unit,
    field: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Scene]:
    issued = program.post(f"circles/{circle.id}/bulletins", NOTICE).body
    reporter = program_of(fire_service, "record.read", "incident.report")
    happened = {"key": str(UUID(int=1)), "kind": "theft", "summary": "Mất cáp."}
    incident = reporter.post(f"circles/{circle.id}/incidents", happened).body["id"]
    asked = {"title": "Đề nghị hướng dẫn", "topic": "fire"}
    petition = program_of(fire_service).post(f"circles/{circle.id}/petitions", asked).body["id"]
    (receipt,) = [
        one["id"] for one in issued["receipts"] if one["organization"]["id"] == fire_service.id
    ]
    # Most of what follows fails, as it should.
    monkeypatch.setattr(guard, "FAILURES", 10**9)
    # The connection holds the test's transaction: no request may close it.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Scene(
        {
            "circle": circle.id,
            "bulletin": issued["id"],
            "receipt": receipt,
            "incident": incident,
            "petition": petition,
            **field,
        },
        f"Bearer {program_of(fire_service).token}",
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@contract.parametrize()
# The scene stays; what requests add to it does not matter to the ones after them.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_operation_keeps_the_contract(case: Case[Any], scene: Scene) -> None:
    if case.meta and case.meta.generation.mode.is_positive:
        # Well-formed requests are about something that exists.
        case.path_parameters = {name: scene.ids[name] for name in case.path_parameters or {}}
    case.call_and_validate(headers={"Authorization": scene.authorization})


# ---- Refusals -----------------------------------------------------------------------------------


def test_without_a_valid_token_nothing_is_said(program: Program, circle: Circle) -> None:
    path = f"circles/{circle.id}/bulletins"
    for token in ("", "lk_", "lk_wrong", program.token.removeprefix("lk_"), "lk_\xe9\xff"):
        answer = Program(token).get(path)
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.body["type"] == "urn:problem:lienket:no-access"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_refusals_speak_the_language_of_the_caller(program: Program, language: str) -> None:
    program.language = language
    answer = program.get("circles/1000000/bulletins")

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Language"] == language
    with translation.override(language):
        assert answer.body["detail"] == NotFound().message
        assert answer.body["title"] == translation.gettext("Not found")


@pytest.mark.parametrize(
    "number", [0, LARGEST_ID, LARGEST_ID + 1, 10**30, -1, "1e3", "%00", "1%00", "%ff", "١"]
)
def test_an_id_that_cannot_exist_is_not_found(program: Program, number: object) -> None:
    for path in ("circles/{}", "circles/{}/bulletins", "bulletins/{}"):
        assert program.get(path.format(number)).status == 404
    for path in ("circles/{}/bulletins", "bulletins/{}/replies", "receipts/{}/acknowledgement"):
        assert program.post(path.format(number)).status in {404, 422}


@pytest.mark.parametrize("cursor", ["x", "%00" * 22, "_" * 22, "AAAAAAAAAAAAAAAAAAAAAA'", "%ff"])
def test_a_cursor_that_was_not_given_out_is_refused(
    program: Program, circle: Circle, cursor: str
) -> None:
    for path in (f"circles/{circle.id}/bulletins", "receipts"):
        answer = program.get(f"{path}?cursor={cursor}")
        # One that looks right leads nowhere, and shows nothing that is not shared anyway.
        assert answer.status == 422 or answer.body["items"] == []


def test_a_wrong_parameter_is_named(program: Program, circle: Circle) -> None:
    answer = program.get("receipts?state=all")
    assert (answer.status, answer.body["errors"][0]["parameter"]) == (422, "state")

    answer = program.post(f"circles/{circle.id}/bulletins", NOTICE, key="a b")
    assert (answer.status, answer.body["errors"][0]["parameter"]) == (422, "Idempotency-Key")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": "\xff"}',
        '{"title": "M\u1ea5t"}'.encode("utf-16"),
        b'{"title": "\\ud800"}',
        b'{"quorum": NaN}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_json_is_unreadable(
    program: Program, circle: Circle, body: bytes
) -> None:
    answer = program.post(f"circles/{circle.id}/bulletins", body)

    assert answer.status == 400
    assert answer.body["type"] == "urn:problem:lienket:not-readable"


@pytest.mark.parametrize("body", [None, b"[]", b"1", b"null", b'"text"'])
def test_a_body_that_is_no_object_is_refused(
    program: Program, circle: Circle, body: bytes | None
) -> None:
    assert program.post(f"circles/{circle.id}/bulletins", body).status == 422


def test_ten_megabytes_are_too_large(program: Program, circle: Circle) -> None:
    answer = program.post(f"circles/{circle.id}/bulletins", NOTICE | {"title": "a" * 10_000_000})

    assert answer.status == 413
    assert answer.body["detail"] == "The request is larger than 1 MB. Shorten it."


def test_a_body_without_a_length_is_measured_all_the_same(
    program: Program, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HttpRequest, "body", b" " * 2_000_000)
    answer = program.post(f"circles/{circle.id}/bulletins", NOTICE)

    assert answer.status == 413


def test_a_form_is_not_json(program: Program, circle: Circle) -> None:
    form = "application/x-www-form-urlencoded"
    answer = program.post(f"circles/{circle.id}/bulletins", b"title=a", media_type=form)

    assert answer.status == 415


def test_another_method_is_told_which_ones_there_are(program: Program, circle: Circle) -> None:
    response = program.client.delete(f"/api/v1/circles/{circle.id}/bulletins")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}
    assert response.json()["type"] == "urn:problem:lienket:method-not-offered"


@pytest.mark.parametrize("path", ["", "circles/", "nothing", "bulletins/1/nothing", "%0A/x"])
def test_an_unknown_address_is_not_found(program: Program, path: str) -> None:
    assert program.get(path).status == 404
    assert program.post(path).status == 404


def test_endless_failures_are_stopped_for_that_token_alone(
    program: Program, fire_service: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "FAILURES", 3)
    statuses = [program.get("bulletins/1000000").status for _ in range(5)]
    stopped = program.get("circles")

    assert statuses == [404, 404, 404, 429, 429]
    assert (stopped.status, stopped.headers["Retry-After"]) == (429, "60")
    assert program_of(fire_service).get("circles").status == 200


def test_a_fault_is_told_without_its_causes(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("lienket.circles.queries.circles_for", fail)
    answer = program.get("circles")

    assert answer.status == 500
    assert "hunter2" not in str(answer.body)


def test_the_contract_is_public(client: Client, db: None) -> None:
    response = client.get("/api/v1/openapi.json")

    assert response.json()["openapi"] == "3.1.0"
