"""Giving documents to other document systems."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lienket.circles import queries as circles
from lienket.documents import queries
from lienket.documents.actions.files import path_of
from lienket.documents.edxml.message import Attachment, Message, Organ
from lienket.documents.edxml.writing import write
from lienket.documents.events import DocumentExported, ExchangeCodeEntered
from lienket.documents.models import Document, ExchangeCode, File
from lienket.documents.paper import KINDS, LETTER
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.organizations.models import Organization

#: "000.00.16.H41": parts of letters and figures.
_CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)+")
LONGEST_CODE = 13


class ExchangeCodeUnusable(Refusal):
    """An exchange code has groups of capital letters and figures with dots between them, at most 13
    signs, for example 000.00.16.H41.
    """

    field = "code"


class OwnExchangeCodeMissing(Refusal):
    """Your organization has no exchange code yet. Enter it first."""


class AddresseeWithoutCode(Refusal):
    """{name} has no exchange code yet. Ask it to enter its own, or leave it out."""

    field = "to"


class NobodyAddressed(Refusal):
    """Choose at least one addressee."""

    field = "to"


@dataclass(frozen=True)
class Accompanying:
    """What the file says besides what the register knows."""

    place: str = ""
    competence: str = ""
    position: str = ""
    signer: str = ""
    due: date | None = None
    priority: int = 0


@transaction.atomic
def enter_exchange_code(*, code: str, by: Member, now: datetime) -> ExchangeCode:
    """Say what document systems call the organization of `by`.

    Raises NotAllowed and ExchangeCodeUnusable.
    """
    by.require("organization.manage")
    code = code.strip().upper()
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise ExchangeCodeUnusable
    entered, _ = ExchangeCode.objects.update_or_create(
        organization_id=by.organization_id, defaults={"code": code}
    )
    journal.record(
        ExchangeCodeEntered(by.organization_id),
        by=by,
        at=now,
        organization_id=by.organization_id,
    )
    return entered


def may_export(by: Member, document: Document) -> bool:
    """Whether `by` may send the document out: it is their organization's own."""
    return by.may("agreement.manage") and document.organization_id == by.organization_id


@transaction.atomic
def export_edxml(
    *,
    document_id: int,
    to: Collection[int],
    accompanying: Accompanying,
    by: Member,
    now: datetime,
) -> bytes:
    """The document as an edXML file for members of its circle, with its PDF and Word file.

    Raises Document.DoesNotExist, also for documents of others, NotAllowed, NobodyAddressed,
    OwnExchangeCodeMissing, AddresseeWithoutCode and the refusals of `edxml.writing.write`.
    """
    by.require("agreement.manage")
    document = (
        queries.documents_for(by)
        .filter(organization=by.organization_id)
        .select_related("pdf", "docx")
        .get(id=document_id)
    )
    members = [
        place.organization
        for place in circles.members_of(document.circle_id, now)
        if place.organization_id in to and place.organization_id != by.organization_id
    ]
    if not members:
        raise NobodyAddressed
    codes = queries.exchange_codes([by.organization_id, *(one.id for one in members)])
    if by.organization_id not in codes:
        raise OwnExchangeCodeMissing
    content = write(_message(document, members, codes, accompanying, now))
    journal.record(
        DocumentExported(document.id, len(members)), by=by, at=now, circle_id=document.circle_id
    )
    return content


def _message(
    document: Document,
    members: list[Organization],
    codes: Mapping[int, str],
    accompanying: Accompanying,
    now: datetime,
) -> Message:
    for one in members:
        if one.id not in codes:
            raise AddresseeWithoutCode(name=one.name)
    number, _, notation = document.code.partition("/")
    name = KINDS.get(document.kind, document.kind).capitalize()
    return Message(
        sender=_organ(document.organization, codes),
        to=tuple(_organ(one, codes) for one in members),
        number=number,
        notation=notation,
        on=document.issued_on,
        kind_name="Công văn" if document.kind == LETTER else name,
        kind_code=settings.EDXML_KINDS.get(document.kind, ""),
        subject=document.subject,
        sent_at=timezone.localtime(now).replace(tzinfo=None),
        attachments=(_attachment(document.pdf), _attachment(document.docx)),
        place=accompanying.place,
        competence=accompanying.competence,
        position=accompanying.position,
        signer=accompanying.signer,
        due=accompanying.due,
        priority=accompanying.priority,
    )


def _organ(organization: Organization, codes: Mapping[int, str]) -> Organ:
    return Organ(codes[organization.id], organization.name)


def _attachment(file: File) -> Attachment:
    return Attachment(file.name, file.media_type, path_of(file.blob_id).read_bytes())
