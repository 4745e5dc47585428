"""Thefts near one another along a line, and the proposal that follows from them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from lienket.circles.models import Circle
from lienket.incidents.actions import Report
from lienket.incidents.models import Incident
from lienket.incidents.tests.hands import report
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.places.rules import Position
from lienket.watches import actions, queries
from lienket.watches.models import Proposal, Watch
from tests.cast import NOON, Unit

DAY = timedelta(days=1)
#: A hundred metres are so many degrees of latitude.
METRES = 1 / 111_195
HERE = Position(20.85, 106.6)
#: Reports an incident so many days before NOON, so many metres to the north.
Happen = Callable[..., Incident]


def look(now: datetime = NOON) -> None:
    """What the reaction to a report and the periodic step do, one after the other."""
    actions.look_due(now=now)


@pytest.fixture
def happen(circle: Circle, dispatcher: Member) -> Happen:
    def happen(
        days: float = 0, metres: float = 0, kind: str = "equipment_theft", **more: object
    ) -> Incident:
        counts_only = kind in ("work_stoppage", "dispute")
        said: dict[str, object] = {
            "summary": "Mất dây tiếp địa.",
            "position": Position(HERE.latitude + metres * METRES, HERE.longitude),
        }
        what = Report(
            kind=kind,
            happened_at=NOON - days * DAY,
            **(({"subjects": 40} if counts_only else said) | more),  # type: ignore[arg-type]
        )
        found = report(circle, dispatcher, what)
        with acting(dispatcher):
            actions.note_news(circle_id=circle.id, now=NOON)
        return found

    return happen


@pytest.fixture
def proposal(happen: Happen, dispatcher: Member) -> Proposal:
    """Three thefts within a week and 150 m."""
    for days, metres in ((6, 0), (3, 90), (0.1, 150)):
        happen(days, metres)
    look()
    with acting(dispatcher):
        return queries.proposals_for(dispatcher).get()


@pytest.fixture
def watch(proposal: Proposal, dispatcher: Member, fire_service: Unit, commune: Unit) -> Watch:
    """The plant decides that it watches together with the commune and the fire service."""
    with acting(dispatcher):
        return actions.accept(
            proposal_id=proposal.id,
            watchers=[dispatcher.organization_id, commune.id, fire_service.id],
            task="Mỗi đêm đi qua hai lần",
            by=dispatcher,
            now=NOON,
        )
