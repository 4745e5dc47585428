"""Opening, acknowledging, accepting, answering, carrying out, replying and phoning."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from lienket.circles import queries as circles
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.escalation import actions as escalation
from lienket.exchange import queries, rules
from lienket.exchange.events import (
    CallRecorded,
    DutyReopened,
    ReceiptAnswered,
    ReceiptOpened,
    ReplyWritten,
)
from lienket.exchange.models import (
    Acknowledgement,
    Attachment,
    Call,
    Opening,
    Receipt,
    Reply,
)
from lienket.exchange.models.answers import Via
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.kernel.rows import insert_once
from lienket.organizations.models import Appointment

ANSWER = Appointment.Right.ANSWER_RECEIPT
NOTE_LIMIT = 500
REPLY_LIMIT = 5_000


class OnlyTheTwoSides(NotAllowed):
    """Only the organization that issued the bulletin and the one that received it may do this."""


class BulletinIsWithdrawn(Refusal):
    """This bulletin was withdrawn; there is nothing left to answer."""


class EmptyReply(Refusal):
    """Write what you want to answer, or attach a file."""

    field = "text"


class NoWords(Refusal):
    """Write down who answered and in which words, as you heard them."""

    field = "words"


class CalledInTheFuture(Refusal):
    """The call lies in the future, or before the bulletin was told."""

    field = "called_at"


def open_receipt(*, receipt_id: int, by: Actor, via: str, now: datetime) -> Receipt:
    """Note that somebody of the organization opened its copy; the first time counts.

    Settles the receipt when nothing more than reading is asked for.
    """
    receipt = queries.receipts_for(by).select_related("bulletin").get(id=receipt_id)
    _, first = Opening.objects.get_or_create(
        receipt=receipt,
        defaults={"circle_id": receipt.circle_id, "by": by.id, "at": now, "via": via},
    )
    if first:
        if rules.settles(receipt.bulletin.required_action, "opened"):
            _settle(receipt, now)
        journal.record(
            ReceiptOpened(receipt.bulletin_id, receipt.id, receipt.organization_id),
            by=by,
            at=now,
            circle_id=receipt.circle_id,
        )
    return receipt


def acknowledge(
    *,
    receipt_id: int,
    by: Actor,
    now: datetime,
    fact: str = Acknowledgement.Fact.RECEIVED,
    via: str = Via.PAGE,
    note: str = "",
    not_secret: bool = False,
) -> Receipt:
    """Record that `by` answers for their organization: received, accepted, answered or done.

    Stops asking as soon as that is all the bulletin asks for. Answering twice is harmless: the
    first answer stands. Raises Receipt.DoesNotExist for another organization's receipt,
    BulletinIsWithdrawn, and EmptyReply for an answer without a word.
    """
    by.require(ANSWER)
    # The ask is locked first: a step of escalation and an answer come one after the other.
    receipt = _lock(queries.receipts_for(by), receipt_id)
    note = clean_line(note, NOTE_LIMIT, not_secret=not_secret)
    answers = fact == Acknowledgement.Fact.ANSWERED
    if answers and not note and not receipt.replies.filter(organization_id__in=by.organizations):
        raise EmptyReply
    return _record(receipt, fact, by=by, now=now, via=via, note=note)


def record_call(
    *,
    receipt_id: int,
    by: Member,
    now: datetime,
    called_at: datetime,
    reached: bool,
    spoke_with: str = "",
    words: str = "",
    fact: str | None = None,
    not_secret: bool = False,
) -> Call:
    """Write down a phone call to an organization; with `fact`, acknowledge on its behalf.

    Only the issuer, or the organization itself, records calls. Both times are kept: of the call
    and of the record. Raises OnlyTheTwoSides, CalledInTheFuture, and NoWords for an answer that
    has no words.
    """
    by.require(ANSWER)
    receipt = _lock(Receipt.objects.filter(circle_id__in=by.circles), receipt_id)
    ours = receipt.organization_id == by.organization_id
    if not (ours or queries.is_issuer(by, receipt.bulletin)):
        raise OnlyTheTwoSides
    told_at = min(receipt.bulletin.told_at or receipt.bulletin.issued_at, now)
    if not told_at - timedelta(minutes=1) <= called_at <= now:
        raise CalledInTheFuture
    words = clean_line(words, NOTE_LIMIT, not_secret=not_secret)
    if reached and fact and not words:
        raise NoWords
    call = Call.objects.create(
        circle_id=receipt.circle_id,
        receipt=receipt,
        organization_id=by.organization_id,
        by=by.id,
        called_at=called_at,
        recorded_at=now,
        reached=reached,
        spoke_with=clean_line(spoke_with, 100, not_secret=not_secret),
        words=words,
    )
    if reached and fact:
        _record(receipt, fact, by=by, now=now, via=Via.CALL, note=words, said_at=called_at)
    journal.record(
        CallRecorded(receipt.bulletin_id, receipt.id, call.id, receipt.organization_id),
        by=by,
        at=now,
        circle_id=receipt.circle_id,
    )
    return call


def reply(
    *,
    receipt_id: int,
    by: Actor,
    now: datetime,
    text: str,
    attachments: Sequence[Inspected] = (),
    via: str = Via.PAGE,
    not_secret: bool = False,
) -> Reply:
    """Write into the thread between an organization and the issuer.

    From the organization's side this answers the receipt. Raises Receipt.DoesNotExist for
    a thread of two others, EmptyReply, and BulletinIsWithdrawn.
    """
    by.require(ANSWER)
    if isinstance(by, Member):
        threads = Receipt.objects.filter(
            organization_id=by.organization_id
        ) | Receipt.objects.filter(bulletin__organization_id__in=queries.issuers_for(by))
    else:
        threads = queries.receipts_for(by)
    receipt = _lock(threads, receipt_id)
    text = clean_text(text, REPLY_LIMIT, not_secret=not_secret)
    if not text and not attachments:
        raise EmptyReply
    (writer_id,) = by.organizations
    written = Reply.objects.create(
        circle_id=receipt.circle_id,
        receipt=receipt,
        organization_id=writer_id,
        by=by.id,
        at=now,
        text=text,
    )
    for inspected in attachments:
        file = documents.keep(inspected, circle_id=receipt.circle_id, by=by, now=now)
        Attachment.objects.create(
            circle_id=receipt.circle_id, bulletin_id=receipt.bulletin_id, reply=written, file=file
        )
    if writer_id == receipt.organization_id:
        _record(receipt, Acknowledgement.Fact.ANSWERED, by=by, now=now, via=via, note="")
    _tell_the_other_side(receipt, writer_id, now)
    journal.record(
        ReplyWritten(receipt.bulletin_id, receipt.id, written.id, writer_id),
        by=by,
        at=now,
        circle_id=receipt.circle_id,
    )
    return written


def _tell_the_other_side(receipt: Receipt, writer_id: int, now: datetime) -> None:
    """A message about the reply to whoever is on duty at the other end of the thread."""
    sides = queries.sides_of(receipt)
    envelope = Envelope.objects.get(id=receipt.bulletin.envelope_id)
    paths = circles.reach(receipt.circle_id, sorted(sides - {writer_id}), now)
    chosen = delivery.choose([path for path in paths if path.level == 0], Urgency.NORMAL)
    messages = delivery.outgoing(
        chosen,
        urgency=Urgency.NORMAL,
        purpose=Message.Purpose.REPLY,
        now=now,
        about_id=writer_id,
    )
    delivery.queue(envelope, messages, now=now)


def reopen_duty(*, ask_id: int, by: Actor, now: datetime) -> None:
    """An accepted duty had no progress: its acceptance lapses, and the duty is open again."""
    receipt = Receipt.objects.select_related("ask").get(ask_id=ask_id)
    lapsed = Acknowledgement.objects.filter(
        receipt=receipt, fact=Acknowledgement.Fact.ACCEPTED, lapsed_at=None, at__lte=now
    )
    settled = receipt.ask is None or receipt.ask.settled_at
    if not settled and lapsed.update(lapsed_at=now):
        journal.record(
            DutyReopened(receipt.bulletin_id, receipt.id, receipt.organization_id),
            by=by,
            at=now,
            circle_id=receipt.circle_id,
        )


def _lock(receipts: QuerySet[Receipt], receipt_id: int) -> Receipt:
    with connection.cursor() as cursor:
        # First of all, so that what is read below is as the one before us has left it.
        cursor.execute(
            "SELECT FROM escalation_ask WHERE id = ("
            "SELECT ask_id FROM exchange_receipt WHERE id = %s) FOR UPDATE",
            [receipt_id],
        )
    receipt = receipts.select_related("bulletin__withdrawal", "ask").get(id=receipt_id)
    if hasattr(receipt.bulletin, "withdrawal"):
        raise BulletinIsWithdrawn
    return receipt


def _record(
    receipt: Receipt,
    fact: str,
    *,
    by: Actor,
    now: datetime,
    via: str,
    note: str,
    said_at: datetime | None = None,
) -> Receipt:
    """Write the fact down once, and settle the ask if it is all that was asked for."""
    bulletin, ask = receipt.bulletin, receipt.ask
    open_duty = ask is not None and ask.settled_at is None
    late = rules.is_late(bulletin.due_at, said_at or now)
    said = Acknowledgement(
        circle_id=receipt.circle_id,
        receipt=receipt,
        fact=fact,
        by=by.id,
        at=now,
        said_at=said_at,
        via=via,
        note=note,
        late=late,
    )
    if not insert_once(said, "(circle_id, receipt_id, fact) WHERE lapsed_at IS NULL"):
        return receipt
    if ask and open_duty and fact == Acknowledgement.Fact.ACCEPTED:
        said.lapses_at = escalation.accept(ask, now=now)
        said.save(update_fields=["lapses_at"])
    if rules.settles(bulletin.required_action, fact):
        _settle(receipt, now)
    elif open_duty:
        # Somebody there has it in hand: what still waits to be sent is no longer needed.
        delivery.cancel_unsent(bulletin.envelope_id, [receipt.organization_id])
    journal.record(
        ReceiptAnswered(bulletin.id, receipt.id, receipt.organization_id, fact, late),
        by=by,
        at=now,
        circle_id=receipt.circle_id,
    )
    return receipt


def _settle(receipt: Receipt, now: datetime) -> None:
    bulletin = receipt.bulletin
    delivery.cancel_unsent(bulletin.envelope_id, [receipt.organization_id])
    if not receipt.ask_id:
        return
    escalation.settle(receipt.ask_id, now=now)
    if bulletin.quorum:
        # Two answers at once are counted one after the other, so that the later sees both.
        escalation.lock(bulletin.envelope_id, bulletin.organization_id)
        answered = Receipt.objects.filter(
            circle_id=bulletin.circle_id,
            bulletin=bulletin,
            ask__settled_at__isnull=False,
            ask__released=False,
        ).count()
        if answered >= bulletin.quorum:
            escalation.settle_of(bulletin.envelope_id, bulletin.organization_id, now=now)
