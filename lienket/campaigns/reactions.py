"""What campaigns do when regulations tell news."""

from datetime import datetime

from lienket.campaigns import actions
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.regulations.events import RegulationRenewed


@on(RegulationRenewed)
def follow_into_the_next_term(
    event: RegulationRenewed, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """What is owed more often stays so, if the next term obliges to it too."""
    engine = Engine(circles=(circle_id,))
    with acting(engine):
        actions.follow_renewal(renewal_id=event.renewal_id, by=engine, now=at)
