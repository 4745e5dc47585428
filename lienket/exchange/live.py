"""How bulletins and answers are shown live: enough for a list row, loaded once per process."""

from typing import Any

from lienket.delivery.events import MessageFailed, MessageMoved
from lienket.delivery.live.frames import shown
from lienket.escalation.events import AcceptanceLapsed, AskEscalated
from lienket.exchange.events import BulletinIssued
from lienket.exchange.models import Bulletin, Receipt


@shown(BulletinIssued)
def bulletin(event: BulletinIssued) -> dict[str, Any]:
    """A new row of the circle's list."""
    issued = Bulletin.objects.select_related("organization").get(id=event.bulletin_id)
    return {
        "number": issued.number,
        "kind": issued.kind,
        "urgency": issued.urgency,
        "title": issued.title,
        "exercise": issued.exercise,
        "issued_at": issued.issued_at,
        "due_at": issued.due_at,
        "organization": {"id": issued.organization_id, "name": issued.organization.name},
        "receipts": Receipt.objects.filter(
            circle_id=issued.circle_id, bulletin_id=issued.id
        ).count(),
    }


@shown(MessageMoved)
@shown(MessageFailed)
@shown(AskEscalated)
@shown(AcceptanceLapsed)
def about_bulletin(
    event: MessageMoved | MessageFailed | AskEscalated | AcceptanceLapsed,
) -> dict[str, Any]:
    """Which bulletin a message or a step of escalation belongs to."""
    ids = Bulletin.objects.filter(envelope_id=event.envelope_id).values_list("id", flat=True)
    return {"bulletin_id": ids.first()}
