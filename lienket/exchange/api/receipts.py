"""What waits for an organization, and its answers."""

from django.db.models import Q
from django.utils import timezone
from ninja import BodyEx, P, Router

from lienket.exchange import actions, queries
from lienket.exchange.api import paging, reading
from lienket.exchange.api.inputs import Answer, Cursor, Standing
from lienket.exchange.api.outputs import ReceiptOut, ReceiptPage, WaitingReceipt
from lienket.exchange.models.answers import Via
from lienket.kernel.programs import ApiRequest, PathId

router = Router(tags=["receipts"])


@router.get("receipts", response=ReceiptPage, summary="What waits for your organization")
def list_receipts(
    request: ApiRequest, state: Standing = Standing.WAITING, cursor: Cursor = ""
) -> ReceiptPage:
    """Receipts that still ask for an answer, the first due first, 50 on a page."""
    now = timezone.now()
    place = paging.place_of(cursor)
    waiting = queries.waiting_for(request.auth)
    if place:
        later = Q(ask__due_at__gt=place.at) | Q(ask__due_at=place.at, id__gt=place.id)
        waiting = waiting.filter(later)
    rows = list(waiting.values_list("ask__due_at", "id", "bulletin_id")[: paging.PAGE + 1])
    about = {receipt_id: bulletin_id for _, receipt_id, bulletin_id in rows[: paging.PAGE]}
    bulletins = reading.references(set(about.values()))
    return ReceiptPage(
        items=[
            WaitingReceipt(**fields, bulletin=bulletins[about[fields["id"]]])
            for fields in reading.receipts_by_id(list(about), now)
        ],
        next=paging.next_after(rows, lambda row: paging.Place(row[0], row[1])),
    )


@router.post(
    "receipts/{int:receipt}/acknowledgement",
    response={201: ReceiptOut},
    summary="Acknowledge a receipt",
)
def acknowledge(
    request: ApiRequest, receipt: PathId, answer: BodyEx[Answer | None, P()] = None
) -> ReceiptOut:
    """Says for your organization that it has received, accepted, answered or done what was asked.
    Saying it twice is harmless: the first time stands.
    """
    now = timezone.now()
    answer = answer or Answer()
    actions.acknowledge(
        receipt_id=receipt,
        by=request.auth,
        now=now,
        fact=answer.fact,
        via=Via.API,
        note=answer.note,
        not_secret=answer.not_secret,
    )
    return ReceiptOut(**reading.receipt_by_id(receipt, now))
