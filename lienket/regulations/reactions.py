"""What regulations do when they themselves tell news."""

from datetime import datetime

from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.regulations import actions
from lienket.regulations.events import RegulationSigned


@on(RegulationSigned)
def enter_in_the_register(
    event: RegulationSigned, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """What all have signed becomes a document of the register. Setting it takes its time."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        actions.file_document(regulation_id=event.regulation_id, by=by, now=at)
