"""Whenever incidents change, their circle is looked at for near repeats."""

from datetime import datetime

from lienket.circles.events import OrganizationLeft
from lienket.incidents.events import IncidentReopened, IncidentReported
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.watches import actions


@on(IncidentReported)
def look_after_a_report(
    event: IncidentReported, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """One incident more."""
    _look(circle_id, at)


@on(IncidentReopened)
def look_after_a_reopening(
    event: IncidentReopened, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """It was closed as unfounded, perhaps, and counts again."""
    _look(circle_id, at)


@on(OrganizationLeft)
def wait_no_longer(
    event: OrganizationLeft, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """It was the last one, perhaps, that still had to say what it did."""
    with acting(Engine(circles=(circle_id,))):
        actions.wait_no_longer(circle_id=circle_id, now=at)


def _look(circle_id: int, at: datetime) -> None:
    with acting(Engine(circles=(circle_id,))):
        actions.note_news(circle_id=circle_id, now=at)
