"""What exchange does when escalation tells news."""

from datetime import datetime

from lienket.escalation.events import AcceptanceLapsed
from lienket.exchange import actions
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting


@on(AcceptanceLapsed)
def reopen_the_duty(
    event: AcceptanceLapsed, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """An accepted duty without progress is open again."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        actions.reopen_duty(ask_id=event.ask_id, by=by, now=at)
