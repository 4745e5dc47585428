"""From rows to what programs receive; the number of statements does not grow with the rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from lienket.delivery.channels.base import Reason
from lienket.delivery.models import Message
from lienket.exchange import rules
from lienket.exchange.api.outputs import (
    AcknowledgementOut,
    BulletinDetail,
    BulletinRef,
    BulletinRow,
    CallOut,
    FileOut,
    MessageOut,
    Progress,
    ReceiptDetail,
    ReplyOut,
    WithdrawalOut,
)
from lienket.exchange.models import Acknowledgement, Attachment, Bulletin, Call, Receipt, Reply
from lienket.kernel.programs import Named

# Written as SQL: issuing and acknowledging end with it, and to compile it costs as much as to run.
_RECEIPTS = """
    SELECT r.id, r.organization_id, o.name, b.required_action, a.due_at, a.settled_at, p.at,
           w.id IS NOT NULL,
           ARRAY(SELECT f.fact FROM exchange_acknowledgement f
                 WHERE f.receipt_id = r.id AND f.lapsed_at IS NULL)
    FROM exchange_receipt r
    JOIN exchange_bulletin b ON b.id = r.bulletin_id
    JOIN organizations_organization o ON o.id = r.organization_id
    LEFT JOIN escalation_ask a ON a.id = r.ask_id
    LEFT JOIN exchange_opening p ON p.receipt_id = r.id
    LEFT JOIN exchange_withdrawal w ON w.bulletin_id = r.bulletin_id
"""


def page_of(bulletin_id: int) -> str:
    """The address of a bulletin's page."""
    # Written out: reversing it for each of 50 rows costs more than the rest of the list.
    return f"{settings.PUBLIC_URL}/bulletins/{bulletin_id}/"


def receipts_of(bulletin: Bulletin, now: datetime) -> list[dict[str, Any]]:
    """What `ReceiptOut` shows of every receipt of a bulletin, by name of the organization."""
    where = "WHERE r.circle_id = %s AND r.bulletin_id = %s ORDER BY o.name, r.id"
    return _receipts(where, [bulletin.circle_id, bulletin.id], now)


def receipt_by_id(receipt_id: int, now: datetime) -> dict[str, Any]:
    """The same of one receipt."""
    # Not as a list of one: PostgreSQL would plan that anew each time.
    (fields,) = _receipts("WHERE r.id = %s", [receipt_id], now)
    return fields


def receipts_by_id(receipt_ids: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    """The same of some receipts, the first due first."""
    return _receipts("WHERE r.id = ANY(%s::bigint[]) ORDER BY a.due_at, r.id", [receipt_ids], now)


def _receipts(where: str, parameters: Sequence[Any], now: datetime) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_RECEIPTS + where, parameters)
        return [
            {
                "id": receipt_id,
                "organization": Named(id=organization_id, name=name),
                "state": rules.state_of(
                    action,
                    facts,
                    opened=opened_at is not None,
                    due_at=due_at,
                    settled_at=settled_at,
                    withdrawn=withdrawn,
                    now=now,
                ),
                "ack_due_at": due_at,
                "opened_at": opened_at,
                "settled_at": settled_at,
            }
            for (
                receipt_id,
                organization_id,
                name,
                action,
                due_at,
                settled_at,
                opened_at,
                withdrawn,
                facts,
            ) in cursor
        ]


# ---- Bulletins ----------------------------------------------------------------------------------

_REFERENCE = (
    "id",
    "number",
    "kind",
    "urgency",
    "title",
    "required_action",
    "exercise",
    "issued_at",
    "circle_id",
    "organization_id",
    "organization__name",
)
_ROW = (*_REFERENCE, "classification", "due_at", "corrects_id", "withdrawal__at", "envelope_id")


def references(bulletin_ids: Iterable[int]) -> dict[int, BulletinRef]:
    """Bulletins by id, in one statement."""
    rows = Bulletin.objects.filter(id__in=bulletin_ids).values(*_REFERENCE)
    return {row["id"]: BulletinRef(**_reference(row)) for row in rows}


def bulletin_rows(bulletins: QuerySet[Bulletin]) -> list[BulletinRow]:
    """Bulletins as a list shows them, in two statements."""
    rows = list(bulletins.values(*_ROW))
    progress = _progress([row["envelope_id"] for row in rows])
    return [BulletinRow(**_row(row, progress)) for row in rows]


def bulletin_detail(bulletin: Bulletin, now: datetime) -> BulletinDetail:
    """A bulletin with its receipts, and all that was said and done about each of them."""
    (row,) = Bulletin.objects.filter(id=bulletin.id).values(*_ROW, "withdrawal__reason")
    withdrawn_at, reason = row["withdrawal__at"], row.pop("withdrawal__reason")
    files = _files(bulletin)
    return BulletinDetail(
        **_row(row, _progress([bulletin.envelope_id])),
        body=bulletin.body,
        told_at=bulletin.told_at,
        quorum=bulletin.quorum,
        quorum_due_at=bulletin.quorum_due_at,
        corrections=list(bulletin.corrections.order_by("id").values_list("id", flat=True)),
        withdrawal=WithdrawalOut(at=withdrawn_at, reason=reason) if withdrawn_at else None,
        attachments=files[None],
        receipts=_told(bulletin, files, now),
    )


def _reference(row: dict[str, Any]) -> dict[str, Any]:
    row["url"] = page_of(row["id"])
    row["circle"] = row.pop("circle_id")
    row["organization"] = Named(id=row.pop("organization_id"), name=row.pop("organization__name"))
    return row


def _row(row: dict[str, Any], progress: dict[int, Progress]) -> dict[str, Any]:
    row["corrects"] = row.pop("corrects_id")
    row["withdrawn_at"] = row.pop("withdrawal__at")
    row["progress"] = progress[row.pop("envelope_id")]
    return _reference(row)


def _progress(envelope_ids: list[int]) -> dict[int, Progress]:
    """By envelope; the ask by which an issuer awaits its quorum is none of the others' answers."""
    progress: dict[int, Progress] = defaultdict(lambda: Progress(asked=0, settled=0))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT envelope_id, count(*), count(settled_at) FILTER (WHERE NOT released)
            FROM escalation_ask
            WHERE envelope_id = ANY(%s::bigint[]) AND organization_id <> asker_id
            GROUP BY envelope_id
            """,
            [envelope_ids],
        )
        for envelope_id, asked, settled in cursor:
            progress[envelope_id] = Progress(asked=asked, settled=settled)
    return progress


# ---- What happened about each receipt -----------------------------------------------------------


def _told(
    bulletin: Bulletin, files: dict[int | None, list[FileOut]], now: datetime
) -> list[ReceiptDetail]:
    """The receipts with their acknowledgements, messages, threads and calls."""
    receipts = Receipt.objects.filter(circle_id=bulletin.circle_id, bulletin=bulletin)
    facts, messages = _facts(receipts), _messages(bulletin)
    replies, calls = _replies(receipts, files), _calls(receipts)
    return [
        ReceiptDetail(
            **fields,
            acknowledgements=facts[fields["id"]],
            messages=messages[fields["organization"].id],
            replies=replies[fields["id"]],
            calls=calls[fields["id"]],
        )
        for fields in receipts_of(bulletin, now)
    ]


def _facts(receipts: QuerySet[Receipt]) -> dict[int, list[AcknowledgementOut]]:
    """By receipt."""
    facts = defaultdict(list)
    for fact in Acknowledgement.objects.filter(receipt__in=receipts).order_by("at", "id"):
        facts[fact.receipt_id].append(
            AcknowledgementOut(
                fact=fact.fact,
                at=fact.at,
                said_at=fact.said_at,
                via=fact.via,
                note=fact.note,
                late=fact.late,
                lapsed_at=fact.lapsed_at,
            )
        )
    return facts


def _messages(bulletin: Bulletin) -> dict[int, list[MessageOut]]:
    """By organization."""
    messages = defaultdict(list)
    rows = Message.objects.filter(envelope_id=bulletin.envelope_id)
    for message in rows.order_by("queued_at", "id"):
        messages[message.organization_id].append(
            MessageOut(
                id=message.id,
                channel=message.channel,
                purpose=message.purpose,
                state=message.state,
                reason=str(Reason(message.reason).label) if message.reason else None,
                queued_at=message.queued_at,
                sent_at=message.sent_at,
            )
        )
    return messages


def _replies(
    receipts: QuerySet[Receipt], files: dict[int | None, list[FileOut]]
) -> dict[int, list[ReplyOut]]:
    """By receipt."""
    replies = defaultdict(list)
    rows = Reply.objects.filter(receipt__in=receipts).select_related("organization")
    for reply in rows.order_by("at", "id"):
        replies[reply.receipt_id].append(reply_out(reply, files[reply.id]))
    return replies


def reply_out(reply: Reply, attachments: list[FileOut]) -> ReplyOut:
    """A reply with its files."""
    return ReplyOut(
        id=reply.id,
        organization=Named(id=reply.organization_id, name=reply.organization.name),
        at=reply.at,
        text=reply.text,
        attachments=attachments,
    )


def _calls(receipts: QuerySet[Receipt]) -> dict[int, list[CallOut]]:
    """By receipt."""
    calls = defaultdict(list)
    rows = Call.objects.filter(receipt__in=receipts).select_related("organization")
    for call in rows.order_by("called_at", "id"):
        calls[call.receipt_id].append(
            CallOut(
                organization=Named(id=call.organization_id, name=call.organization.name),
                called_at=call.called_at,
                recorded_at=call.recorded_at,
                reached=call.reached,
                spoke_with=call.spoke_with,
                words=call.words,
            )
        )
    return calls


def _files(bulletin: Bulletin) -> dict[int | None, list[FileOut]]:
    """By reply; those of the bulletin itself stand under None."""
    files = defaultdict(list)
    rows = Attachment.objects.filter(bulletin=bulletin).select_related("file").order_by("id")
    for attachment in rows:
        file = attachment.file
        files[attachment.reply_id].append(
            FileOut(
                id=file.id,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                url=f"{settings.PUBLIC_URL}/files/{file.id}/",
            )
        )
    return files
