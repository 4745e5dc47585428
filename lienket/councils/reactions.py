"""What councils do when somebody leaves."""

from datetime import datetime

from lienket.circles.events import OrganizationLeft
from lienket.councils import actions
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting


@on(OrganizationLeft)
def vacate_the_offices_of_a_leaver(
    event: OrganizationLeft, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """Whoever has left sits in no council of the circle any more."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        actions.vacate(circle_id=circle_id, organization_id=event.organization_id, by=by, now=at)
