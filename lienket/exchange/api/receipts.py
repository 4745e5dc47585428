"""What waits for an organization, and its answers."""

from django.db.models import Q
from django.utils import timezone
from ninja import BodyEx, P, Router

from lienket.exchange import actions, queries
from lienket.exchange.api import paging, reading
from lienket.exchange.api.inputs import Answer, ApiRequest, Cursor, PathId, Standing
from lienket.exchange.api.outputs import ReceiptOut, ReceiptPage, WaitingReceipt
from lienket.exchange.models import Receipt
from lienket.exchange.models.answers import Via

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
    rows = waiting.values_list("ask__due_at", "id", "bulletin_id")[: paging.PAGE + 1]
    page = {receipt_id: (due_at, bulletin_id) for due_at, receipt_id, bulletin_id in rows}
    bulletins = reading.references(bulletin_id for _, bulletin_id in page.values())
    receipts = Receipt.objects.filter(id__in=page).order_by("ask__due_at", "id")
    items = [
        WaitingReceipt(**fields, bulletin=bulletins[page[fields["id"]][1]])
        for fields in reading.receipt_fields(receipts, now)
    ]
    return ReceiptPage(
        items=items[: paging.PAGE],
        next=paging.next_after(items, lambda item: paging.Place(page[item.id][0], item.id)),
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
    )
    (fields,) = reading.receipt_fields(Receipt.objects.filter(id=receipt), now)
    return ReceiptOut(**fields)
