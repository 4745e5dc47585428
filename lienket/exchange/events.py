"""What happens to bulletins."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class BulletinIssued(News):
    bulletin_id: int


@dataclass(frozen=True)
class BulletinWithdrawn(News):
    bulletin_id: int


@dataclass(frozen=True)
class ReceiptOpened(News):
    bulletin_id: int
    receipt_id: int
    organization_id: int


@dataclass(frozen=True)
class ReceiptAnswered(News):
    """An organization received, accepted, answered or carried out what was asked."""

    bulletin_id: int
    receipt_id: int
    organization_id: int
    fact: str
    late: bool


@dataclass(frozen=True)
class ReplyWritten(News):
    bulletin_id: int
    receipt_id: int
    reply_id: int
    organization_id: int


@dataclass(frozen=True)
class CallRecorded(News):
    bulletin_id: int
    receipt_id: int
    call_id: int
    organization_id: int


@dataclass(frozen=True)
class DutyReopened(News):
    """An accepted duty lapsed without progress, and is open again."""

    bulletin_id: int
    receipt_id: int
    organization_id: int


@dataclass(frozen=True)
class CopyHandedOn(News):
    bulletin_id: int
    receipt_id: int
    predecessor_id: int
    successor_id: int
