"""What exchange does when escalation tells news."""

from datetime import datetime

from lienket.circles.events import OrganizationLeft
from lienket.delivery import actions as delivery
from lienket.escalation import actions as escalation
from lienket.escalation.events import AcceptanceLapsed
from lienket.exchange import actions
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting


@on(OrganizationLeft)
def ask_a_leaver_no_more(
    event: OrganizationLeft, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """Whoever has left can answer nothing: its asks end without counting as answered."""
    with acting(Engine(circles=(circle_id,))):
        for envelope_id in escalation.release_member(circle_id, event.organization_id, now=at):
            delivery.cancel_unsent(envelope_id, [event.organization_id])


@on(AcceptanceLapsed)
def reopen_the_duty(
    event: AcceptanceLapsed, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """An accepted duty without progress is open again."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        actions.reopen_duty(ask_id=event.ask_id, by=by, now=at)
