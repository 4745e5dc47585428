"""What escalation does when messages fail."""

from datetime import datetime

from lienket.delivery.events import MessageFailed
from lienket.delivery.models import Message
from lienket.escalation import actions
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting


@on(MessageFailed)
def hasten_when_nobody_is_reached(
    event: MessageFailed, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """When the last message to an organization has failed, do not wait for the next step."""
    with acting(Engine(circles=(circle_id,))):
        alive = Message.objects.filter(
            envelope_id=event.envelope_id, organization_id=event.organization_id
        ).exclude(state__in=[Message.State.FAILED, Message.State.CANCELLED])
        if not alive.exists():
            failed = Message.objects.get(id=event.message_id)
            actions.hasten(
                event.envelope_id, event.organization_id, tried_at=failed.queued_at, now=at
            )
