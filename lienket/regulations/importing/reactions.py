"""Reading what was handed in."""

from datetime import datetime

from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.regulations.events import ImportBegun
from lienket.regulations.importing import actions


@on(ImportBegun)
def read_the_file(
    event: ImportBegun, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """As who handed it in, slice by slice: progress shows, a cancellation is heard in between."""
    by = Engine(circles=(circle_id,), organizations=(event.organization_id,))
    while actions.read_on(import_id=event.import_id, by=by, now=at):
        pass
