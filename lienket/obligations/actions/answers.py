"""What is said about an occurrence: fulfilled, confirmed, returned, excused."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.kernel.rows import insert
from lienket.obligations import queries
from lienket.obligations.actions.asking import KIND, reference, steps_for
from lienket.obligations.events import (
    OccurrenceConfirmed,
    OccurrenceExcused,
    OccurrenceFulfilled,
    OccurrenceReturned,
)
from lienket.obligations.models import (
    Confirmation,
    Evidence,
    Excuse,
    Fulfilment,
    Obligation,
    Occurrence,
    Return,
)
from lienket.organizations.models import Appointment

ANSWER = Appointment.Right.ANSWER_RECEIPT
#: Where there may be nothing to report; a file or photo stands for something that took place.
MAY_BE_NOTHING = frozenset({Obligation.Proof.WORDS, Obligation.Proof.ZERO, Obligation.Proof.NONE})
TEXT_LIMIT, REASON_LIMIT = 5_000, 500


class NotYours(NotAllowed):
    """Only the organization that owes this may answer it."""


class OnlyTheCounterpart(NotAllowed):
    """Only an organization to which this is owed may confirm, return or excuse it."""


class FulfilledAlready(Refusal):
    """This was handed in already. It can be handed in again if it is returned."""

    status = 409


class NothingToJudge(Refusal):
    """Nothing waits for a confirmation here: it was not handed in, or judged already."""

    status = 409


class WordsMissing(Refusal):
    """Write what was done, or say that there is nothing to report."""

    field = "text"


class ProofMissing(Refusal):
    """This obligation wants a file as proof: {proof}. Add it, or say that nothing is to report."""

    field = "files"


class PhotoMissing(ProofMissing):
    """This obligation wants at least one photo as proof. Add it, or say nothing is to report."""


class NothingAndFiles(Refusal):
    """Either there is nothing to report, or there are files. Choose one."""

    field = "files"


class AlwaysSomething(Refusal):
    """This obligation is about something that must take place: hand in the proof of it."""


class NoReason(Refusal):
    """Give the reason; the other side reads it."""

    field = "reason"


def fulfil(
    *,
    occurrence_id: int,
    by: Actor,
    now: datetime,
    text: str = "",
    files: Sequence[Inspected] = (),
    nothing_to_report: bool = False,
    not_secret: bool = False,
) -> Fulfilment:
    """Hand in the proof of an occurrence, or sign that there is nothing to report; asking stops.

    Raises Occurrence.DoesNotExist, NotYours, FulfilledAlready, and what the proof lacks.
    """
    by.require(ANSWER)
    occurrence = _locked(occurrence_id, by)
    (organization_id,) = by.organizations[:1]
    if organization_id not in (occurrence.organization_id, *occurrence.duty.jointly):
        raise NotYours
    if occurrence.fulfilled_at or occurrence.excused_at:
        raise FulfilledAlready
    text = clean_text(text, TEXT_LIMIT, not_secret=not_secret)
    _check_proof(queries.obligation_of(occurrence), text, files, nothing_to_report)
    fulfilment = Fulfilment.objects.create(
        circle_id=occurrence.circle_id,
        occurrence=occurrence,
        organization_id=organization_id,
        text=text,
        nothing_to_report=nothing_to_report,
        by=by.id,
        at=now,
    )
    for inspected in files:
        file = documents.keep(inspected, circle_id=occurrence.circle_id, by=by, now=now)
        Evidence.objects.create(circle_id=occurrence.circle_id, fulfilment=fulfilment, file=file)
    occurrence.fulfilled_at = now
    occurrence.nothing_to_report = nothing_to_report
    occurrence.save(update_fields=["fulfilled_at", "nothing_to_report"])
    _stop_asking(occurrence, now)
    journal.record(
        OccurrenceFulfilled(occurrence.id), by=by, at=now, circle_id=occurrence.circle_id
    )
    return fulfilment


def confirm(*, occurrence_id: int, by: Member, now: datetime) -> Confirmation:
    """As a counterpart, accept what was handed in.

    Raises Occurrence.DoesNotExist, OnlyTheCounterpart and NothingToJudge.
    """
    occurrence, fulfilment = _to_judge(occurrence_id, by)
    confirmation = Confirmation.objects.create(
        circle_id=occurrence.circle_id,
        fulfilment=fulfilment,
        organization_id=by.organization_id,
        by=by.id,
        at=now,
    )
    occurrence.confirmed_at = now
    occurrence.save(update_fields=["confirmed_at"])
    journal.record(
        OccurrenceConfirmed(occurrence.id), by=by, at=now, circle_id=occurrence.circle_id
    )
    return confirmation


def return_(
    *,
    occurrence_id: int,
    reason: str,
    by: Member,
    now: datetime,
    due_at: datetime | None = None,
    not_secret: bool = False,
) -> Return:
    """As a counterpart, send back what was handed in: it is owed again, by `due_at` or in a day.

    It stays late if it was due before. Raises as `confirm`, and NoReason.
    """
    occurrence, fulfilment = _to_judge(occurrence_id, by)
    reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    assert occurrence.ask_id, "what was handed in had been asked for"
    again = max(due_at or occurrence.due_at, now + timedelta(days=1))
    returned = Return.objects.create(
        circle_id=occurrence.circle_id,
        fulfilment=fulfilment,
        organization_id=by.organization_id,
        earlier_ask_id=occurrence.ask_id,
        reason=reason,
        due_at=again,
        by=by.id,
        at=now,
    )
    if fulfilment.at <= occurrence.late_at:
        # It was in time so far: the time to mend it does not count against it.
        grace = occurrence.late_at - occurrence.due_at
        occurrence.late_at = max(occurrence.late_at, again + grace)
    occurrence.fulfilled_at = None
    occurrence.nothing_to_report = False
    occurrence.ask_id = _ask_again(occurrence, again, now)
    occurrence.save(update_fields=["fulfilled_at", "nothing_to_report", "ask", "late_at"])
    journal.record(OccurrenceReturned(occurrence.id), by=by, at=now, circle_id=occurrence.circle_id)
    return returned


def excuse(
    *, occurrence_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Excuse:
    """As a counterpart, do not insist on an occurrence: nobody is asked, it counts as excused.

    Raises Occurrence.DoesNotExist, OnlyTheCounterpart, FulfilledAlready and NoReason.
    """
    by.require(ANSWER)
    occurrence = _locked(occurrence_id, by)
    _require_counterpart(occurrence, by)
    if occurrence.fulfilled_at or occurrence.excused_at:
        raise FulfilledAlready
    reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    excused = Excuse.objects.create(
        circle_id=occurrence.circle_id,
        occurrence=occurrence,
        organization_id=by.organization_id,
        reason=reason,
        by=by.id,
        at=now,
    )
    occurrence.excused_at = now
    occurrence.save(update_fields=["excused_at"])
    _stop_asking(occurrence, now)
    journal.record(OccurrenceExcused(occurrence.id), by=by, at=now, circle_id=occurrence.circle_id)
    return excused


def _locked(occurrence_id: int, by: Actor) -> Occurrence:
    """The occurrence, its ask locked first: a step of silence and an answer come in turn."""
    occurrence = queries.occurrences_for(by).get(id=occurrence_id)
    if occurrence.ask_id:
        list(Ask.objects.filter(id=occurrence.ask_id).select_for_update().values_list("id"))
    return queries.occurrences_for(by).select_for_update(of=("self",)).get(id=occurrence_id)


def _to_judge(occurrence_id: int, by: Member) -> tuple[Occurrence, Fulfilment]:
    by.require(ANSWER)
    occurrence = _locked(occurrence_id, by)
    _require_counterpart(occurrence, by)
    if occurrence.fulfilled_at is None or occurrence.confirmed_at:
        raise NothingToJudge
    return occurrence, occurrence.fulfilments.latest("id")


def _require_counterpart(occurrence: Occurrence, by: Member) -> None:
    if not queries.judges(occurrence, by.organization_id):
        raise OnlyTheCounterpart


def _check_proof(
    obligation: Obligation, text: str, files: Sequence[Inspected], nothing: bool
) -> None:
    proof = Obligation.Proof
    if nothing:
        if files:
            raise NothingAndFiles
        if obligation.proof not in MAY_BE_NOTHING:
            raise AlwaysSomething
        return
    if obligation.proof == proof.PHOTO and not any(
        one.kind.media_type.startswith("image/") for one in files
    ):
        raise PhotoMissing
    if obligation.proof == proof.FILE and not files:
        raise ProofMissing(proof=obligation.proof_name or obligation.get_proof_display())
    if obligation.proof in {proof.WORDS, proof.ZERO} and not text.strip() and not files:
        raise WordsMissing


def _stop_asking(occurrence: Occurrence, now: datetime) -> None:
    if occurrence.ask_id:
        ask = Ask.objects.get(id=occurrence.ask_id)
        escalation.settle(ask.id, now=now)
        delivery.cancel_unsent(ask.envelope_id)


def _ask_again(occurrence: Occurrence, due_at: datetime, now: datetime) -> int:
    obligation = queries.obligation_of(occurrence)
    envelope = insert(
        Envelope(
            circle_id=occurrence.circle_id,
            organization_id=occurrence.duty.asker_id,
            kind=KIND,
            reference=reference(obligation, due_at),
            urgency=obligation.urgency,
            exercise=False,
            sent_at=now,
            due_at=due_at,
        )
    )
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[occurrence.organization_id],
        plan=steps_for(obligation, due_at, now),
        due_at=due_at,
        now=now,
    )
    return asks[occurrence.organization_id]
