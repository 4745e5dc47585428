"""A regulation in force with an obligation of the plant towards the fire service."""

from collections.abc import Callable

import pytest

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.actions import ObligationDraft
from lienket.obligations.models import Obligation, Occurrence
from lienket.obligations.rules import Cadence
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import sign_all, write_draft
from tests.cast import NOON, Unit

WEEKLY = Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=FR", at="16:00")
DAILY = Cadence("calendar", rrule="FREQ=DAILY", at="08:00")
Define = Callable[..., Obligation]


@pytest.fixture
def regulation(circle: Circle, plant: Unit, fire_service: Unit, commune: Unit) -> Regulation:
    """A the plant, B the fire service, C the commune; not signed yet."""
    return write_draft(circle, plant, fire_service, commune)


@pytest.fixture
def in_force(regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit) -> Regulation:
    return sign_all(regulation, plant, fire_service, commune)


def owed(cadence: Cadence = WEEKLY, **changes: object) -> ObligationDraft:
    """What the plant owes the fire service every Friday."""
    said = {
        "code": "N06",
        "clause_key": "d2.k1",
        "title": "Tổng hợp an ninh, trật tự tuần",
        "responsible": ["A"],
        "counterparts": ["B"],
        "cadence": cadence,
    }
    return ObligationDraft(**said | changes)  # type: ignore[arg-type]  # the caller's fields


@pytest.fixture
def define(in_force: Regulation, plant: Unit) -> Define:
    """Define an obligation of the regulation in force: `define(cadence, proof="file")`."""

    def define(cadence: Cadence = WEEKLY, **changes: object) -> Obligation:
        by = plant.member()
        with acting(by):
            return actions.define(
                regulation_id=in_force.id, draft=owed(cadence, **changes), by=by, now=NOON
            )

    return define


def occurrence_of(unit: Unit) -> Occurrence:
    """The one that is due last."""
    by = unit.member()
    with acting(by):
        return queries.occurrences_for(by).latest("due_at")
