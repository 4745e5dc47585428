"""Taking in signed PDFs of issued documents."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from lienket.circles.queries import is_full_member
from lienket.documents import queries
from lienket.documents.actions.files import keep, path_of
from lienket.documents.events import SignedCopyTaken
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.kinds import Kind
from lienket.documents.models import DigitalSignature, SignedCopy
from lienket.documents.signatures import NotAPdf, check
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed

RIGHT = "agreement.manage"


def may_hand_in(by: Member, circle_id: int, now: datetime) -> bool:
    """Whether `by` may hand in a signed copy: each party of a document signs it."""
    return by.may(RIGHT) and is_full_member(circle_id, by.organization_id, now)


@transaction.atomic
def take_signed(*, document_id: int, file: Inspected, by: Member, now: datetime) -> SignedCopy:
    """Keep a signed PDF of a document with whose signatures it bears.

    The same file again is harmless: the first copy stands. Raises Document.DoesNotExist,
    NotAllowed, NotAPdf and the refusals of `signatures.check`.
    """
    document = queries.documents_for(by).select_related("pdf").get(id=document_id)
    if not may_hand_in(by, document.circle_id, now):
        raise NotAllowed
    if file.kind is not Kind.PDF:
        raise NotAPdf
    copies = queries.signed_copies_for(by).filter(document=document)
    if earlier := copies.filter(file__blob=file.sha256).first():
        return earlier
    checked = check(
        file.content, path_of(document.pdf.blob_id), roots=settings.SIGNATURE_ROOTS, now=now
    )
    copy = SignedCopy.objects.create(
        circle_id=document.circle_id,
        document=document,
        organization_id=by.organization_id,
        file=keep(file, circle_id=document.circle_id, by=by, now=now),
        is_issued=checked.is_issued,
        by=by.id,
        at=now,
    )
    DigitalSignature.objects.bulk_create(
        DigitalSignature(
            circle_id=document.circle_id,
            copy=copy,
            signer=found.signer,
            organ=found.organ,
            signed_at=found.at and datetime.fromisoformat(found.at),
            stamped=found.stamped,
            trust=found.trust,
        )
        for found in checked.signatures
    )
    journal.record(
        SignedCopyTaken(document.id, copy.id), by=by, at=now, circle_id=document.circle_id
    )
    return copy
