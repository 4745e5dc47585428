"""What the exchange gives to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.documents.actions import path_of
from lienket.exchange.models import (
    Acknowledgement,
    Attachment,
    Bulletin,
    Call,
    Opening,
    Receipt,
    Reply,
    Withdrawal,
)
from lienket.kernel.actors import Member

#: Hashes of requests and keys of programs are of no use to anybody.
_OWN_KEYS = ("request_hash", "idempotency_key")


@contributes
def exchanged(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """What the organization sent, received and answered in these circles, with the files."""
    sent = Q(organization_id=by.organization_id)
    received = Q(receipts__organization_id=by.organization_id)
    bulletins = Bulletin.objects.filter(sent | received, circle__in=circles).distinct()
    receipts = Receipt.objects.filter(
        Q(organization_id=by.organization_id) | Q(bulletin__organization_id=by.organization_id),
        circle__in=circles,
    )
    attachments = Attachment.objects.filter(
        Q(reply=None) | Q(reply__receipt__in=receipts), bulletin__in=bulletins
    )
    yield table("bulletins", bulletins, without=_OWN_KEYS)
    yield table("withdrawals", Withdrawal.objects.filter(bulletin__in=bulletins))
    yield table("receipts", receipts)
    for name, facts in (
        ("openings", Opening.objects),
        ("acknowledgements", Acknowledgement.objects),
        ("replies", Reply.objects),
        ("calls", Call.objects),
    ):
        yield table(name, facts.filter(receipt__in=receipts))
    yield table("attachments", attachments)
    for attachment in attachments.select_related("file").order_by("id"):
        file = attachment.file
        yield f"files/{file.id}-{file.name}", path_of(file.blob_id).read_bytes()
