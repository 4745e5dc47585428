"""How bulletins and answers are shown live: enough for a list row, loaded once per process."""

from typing import Any

from django.db import connection

from lienket.delivery.events import MessageFailed, MessageMoved
from lienket.delivery.live.frames import shown
from lienket.escalation.events import AcceptanceLapsed, AskEscalated
from lienket.exchange.events import BulletinIssued
from lienket.exchange.models import Bulletin

_COLUMNS = (
    "number",
    "kind",
    "urgency",
    "title",
    "exercise",
    "issued_at",
    "due_at",
    "receipts",
)
# Written as SQL: every reader waits for it, and composing it takes longer than running it.
_ROW = """
    SELECT b.number, b.kind, b.urgency, b.title, b.exercise, b.issued_at, b.due_at,
           (SELECT count(*) FROM exchange_receipt r
            WHERE r.circle_id = b.circle_id AND r.bulletin_id = b.id),
           o.id, o.name
    FROM exchange_bulletin b JOIN organizations_organization o ON o.id = b.organization_id
    WHERE b.id = %s
"""


@shown(BulletinIssued)
def bulletin(event: BulletinIssued) -> dict[str, Any]:
    """A new row of the circle's list."""
    with connection.cursor() as cursor:
        cursor.execute(_ROW, [event.bulletin_id])
        *values, organization_id, name = cursor.fetchone()
    return {
        **dict(zip(_COLUMNS, values, strict=True)),
        "organization": {"id": organization_id, "name": name},
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
