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
    """Slice by slice, each committed: progress shows, and a cancellation is heard in between."""
    while actions.read_on(import_id=event.import_id, by=Engine(circles=(circle_id,)), now=at):
        pass
