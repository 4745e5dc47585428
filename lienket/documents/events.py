"""What happens to documents."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class DocumentIssued(News):
    document_id: int


@dataclass(frozen=True)
class ExchangeCodeEntered(News):
    organization_id: int


@dataclass(frozen=True)
class DocumentExported(News):
    """As edXML, for so many addressees."""

    document_id: int
    addressees: int


@dataclass(frozen=True)
class SignedCopyTaken(News):
    document_id: int
    signed_copy_id: int
