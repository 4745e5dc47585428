"""Reading what was handed in."""

from datetime import datetime

from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.registers.events import RegisterHandedIn
from lienket.registers.importing import actions


@on(RegisterHandedIn)
def read_the_file(
    event: RegisterHandedIn, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """All of it, as the organization that handed it in."""
    by = Engine(circles=(circle_id,), organizations=(event.organization_id,))
    actions.read(import_id=event.import_id, by=by, now=at)
