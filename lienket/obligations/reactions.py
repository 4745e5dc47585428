"""What obligations do when regulations tell news."""

from datetime import datetime

from lienket.circles.events import OrganizationLeft
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.regulations.events import RegulationEnded, RegulationSigned
from lienket.regulations.models import Regulation


@on(RegulationSigned)
def start_duties(
    event: RegulationSigned, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """What the regulation obliges to is owed from the day it is in force."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        regulation = Regulation.objects.get(id=event.regulation_id)
        obligations = queries.obligations_of(regulation.id).filter(ended_at=None)
        actions.start_all(obligations, regulation, by=by, now=at)


@on(RegulationEnded)
def end_duties(
    event: RegulationEnded, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """Nothing more falls due of a regulation that was ended before its time."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        actions.end_all(queries.obligations_of(event.regulation_id), by=by, now=at)


@on(OrganizationLeft)
def end_duties_of_a_leaver(
    event: OrganizationLeft, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """Whoever has left owes nothing more here; each subset tells of it by itself."""
    with acting(Engine(circles=(circle_id,))):
        actions.end_of(event.organization_id, circle_id=circle_id, now=at)
