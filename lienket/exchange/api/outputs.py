"""What programs receive. The page under `url` shows the same to a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from lienket.circles.models import Membership
from lienket.delivery.models import Message, Urgency
from lienket.exchange import rules
from lienket.exchange.models import Acknowledgement, Bulletin
from lienket.exchange.models.answers import Via
from lienket.kernel.programs import Named


def _one_of(words: list[str]) -> object:
    """In the contract: one of these words. They come from the database, so nothing is checked."""
    return Field(json_schema_extra={"enum": list(words)})


Kind = Annotated[str, _one_of(Bulletin.Kind.values)]
Degree = Annotated[str, _one_of(Urgency.values)]
Classification = Annotated[str, _one_of(Bulletin.Classification.values)]
RequiredAction = Annotated[str, _one_of(Bulletin.RequiredAction.values)]
Fact = Annotated[str, _one_of(Acknowledgement.Fact.values)]
Told = Annotated[str, _one_of(Via.values)]
State = Annotated[str, _one_of(list(rules.STATES))]
MessageState = Annotated[str, _one_of(Message.State.values)]
Purpose = Annotated[str, _one_of(Message.Purpose.values)]
Role = Annotated[str, _one_of(Membership.Role.values)]


# ---- Circles ------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class CircleOut:
    """A circle that the caller's organization belongs to. A subset has a `parent`."""

    id: int
    url: str
    name: str
    parent: int | None
    chair: Named
    role: Role
    formed_at: datetime
    closed_at: datetime | None


@dataclass(slots=True, kw_only=True)
class MemberOut:
    """An organization's place in a circle. Observers are informed and never asked."""

    organization: Named
    role: Role


@dataclass(slots=True, kw_only=True)
class CircleDetail(CircleOut):
    """A circle with its present members."""

    members: list[MemberOut]


@dataclass(slots=True, kw_only=True)
class Circles:
    """All circles of the caller's organization."""

    items: list[CircleOut]


# ---- Receipts -----------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class ReceiptOut:
    """One organization's copy of a bulletin. Observers owe no answer: theirs is never due."""

    id: int
    organization: Named
    state: State
    ack_due_at: datetime | None
    opened_at: datetime | None
    settled_at: datetime | None


@dataclass(slots=True, kw_only=True)
class AcknowledgementOut:
    """A fact about a receipt. An accepted duty without progress lapses."""

    fact: Fact
    at: datetime
    said_at: datetime | None
    via: Told
    note: str
    late: bool
    lapsed_at: datetime | None


@dataclass(slots=True, kw_only=True)
class MessageOut:
    """A message on its way along one contact path; `reason` says why it failed."""

    id: int
    channel: str
    purpose: Purpose
    state: MessageState
    reason: str | None
    queued_at: datetime
    sent_at: datetime | None


@dataclass(slots=True, kw_only=True)
class FileOut:
    """An attached file; `url` is its page, for people."""

    id: int
    name: str
    media_type: str
    size: int
    url: str


@dataclass(slots=True, kw_only=True)
class ReplyOut:
    """A line in the thread between an organization and the issuer."""

    id: int
    organization: Named
    at: datetime
    text: str
    attachments: list[FileOut]


@dataclass(slots=True, kw_only=True)
class CallOut:
    """A phone call about the bulletin."""

    organization: Named
    called_at: datetime
    recorded_at: datetime
    reached: bool
    spoke_with: str
    words: str


@dataclass(slots=True, kw_only=True)
class ReceiptDetail(ReceiptOut):
    """A receipt with everything that happened about it."""

    acknowledgements: list[AcknowledgementOut]
    messages: list[MessageOut]
    replies: list[ReplyOut]
    calls: list[CallOut]


@dataclass(slots=True, kw_only=True)
class BulletinRef:
    """Enough of a bulletin to know what a receipt is about."""

    id: int
    url: str
    number: str
    circle: int
    organization: Named
    kind: Kind
    urgency: Degree
    title: str
    required_action: RequiredAction
    exercise: bool
    issued_at: datetime


@dataclass(slots=True, kw_only=True)
class WaitingReceipt(ReceiptOut):
    """A receipt of the caller's organization, and its bulletin."""

    bulletin: BulletinRef


@dataclass(slots=True, kw_only=True)
class ReceiptPage:
    """Some receipts, the first due first; `next` leads to more."""

    items: list[WaitingReceipt]
    next: str | None


# ---- Bulletins ----------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Issued:
    """A bulletin as it was issued. In a subset, `circle` is not the circle that was asked for."""

    id: int
    url: str
    number: str
    circle: int
    issued_at: datetime
    due_at: datetime
    receipts: list[ReceiptOut]


@dataclass(slots=True, kw_only=True)
class Progress:
    """How many organizations were asked, and how many are settled."""

    asked: int
    settled: int


@dataclass(slots=True, kw_only=True)
class BulletinRow(BulletinRef):
    """A bulletin in a list."""

    classification: Classification
    due_at: datetime
    corrects: int | None
    withdrawn_at: datetime | None
    progress: Progress


@dataclass(slots=True, kw_only=True)
class BulletinPage:
    """Some bulletins, newest first; `next` leads to older ones."""

    items: list[BulletinRow]
    next: str | None


@dataclass(slots=True, kw_only=True)
class WithdrawalOut:
    """When and why a bulletin was taken back."""

    at: datetime
    reason: str


@dataclass(slots=True, kw_only=True)
class BulletinDetail(BulletinRow):
    """A bulletin with all that was said and done about it."""

    body: str
    told_at: datetime | None
    quorum: int | None
    quorum_due_at: datetime | None
    corrections: list[int]
    withdrawal: WithdrawalOut | None
    attachments: list[FileOut]
    receipts: list[ReceiptDetail]
