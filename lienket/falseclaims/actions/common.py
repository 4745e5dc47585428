"""What the verbs share: words without a trace of anybody, and letters about a claim."""

from datetime import datetime, timedelta

from lienket.circles import queries as circles
from lienket.circles.actions import open_circle
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope
from lienket.documents.guard.traces import Trace, trace_in
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.falseclaims import queries, rules
from lienket.falseclaims.models import Claim
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.kernel.rows import insert
from lienket.organizations.models import Appointment

REPORT = Appointment.Right.REPORT_INCIDENT
ANSWER = Appointment.Right.ANSWER_RECEIPT
ISSUE = Appointment.Right.ISSUE_BULLETIN
REASON_LIMIT = 500


class LinkInText(Refusal):
    """“{words}” looks like a link or web address. Leave it out, so that it is not spread further.
    If a sentence ends there, put a space after the full stop.
    """


class AccountInText(Refusal):
    """“{words}” looks like the name of an account. Say by what kind of way it goes around, not
    which account.
    """


class NumberInText(Refusal):
    """“{words}” looks like the number of a phone, bank account or card. Leave it out and give it to
    the police.
    """


class PersonInText(Refusal):
    """“{words}” looks like the name of a person. Nobody is named here. If it is a place, write a
    word such as “street” or “ward” before it.
    """


class NoReason(Refusal):
    """Give the reason; all members read it."""

    field = "reason"


class OnlyTheVerifier(NotAllowed):
    """Only the organization that was asked to verify this may do so."""


class OnlyThoseConcerned(NotAllowed):
    """Only the organization that entered this, or the one that verifies it, may do so."""


class WithdrawnBefore(Refusal):
    """This was withdrawn; nothing more is to be said about it."""

    status = 409


class NotVerifiedYet(Refusal):
    """What is true was not verified yet."""

    status = 409


_REFUSALS: dict[Trace, type[Refusal]] = {
    Trace.LINK: LinkInText,
    Trace.ACCOUNT: AccountInText,
    Trace.NUMBER: NumberInText,
    Trace.PERSON: PersonInText,
}


def neutral(field: str, text: str, limit: int, *, not_secret: bool, lines: bool = False) -> str:
    """Tidy words without secrets and without a trace of anybody.

    Raises as the guard does, LinkInText, AccountInText, NumberInText and PersonInText.
    """
    with about(field):
        clean = clean_text if lines else clean_line
        text = clean(text, limit, not_secret=not_secret).strip()
        if found := trace_in(text):
            raise _REFUSALS[found.trace](words=found.words)
    return text


def reason_of(text: str, *, not_secret: bool) -> str:
    """A reason, which must be given."""
    reason = neutral("reason", text, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    return reason


def locked(claim_id: int, by: Actor) -> Claim:
    """A claim that goes on, its ask held first: silence and an answer come in turn.

    Raises Claim.DoesNotExist, CircleClosed and WithdrawnBefore.
    """
    ask_id = queries.claims_for(by).get(id=claim_id).ask_id
    list(Ask.objects.filter(id=ask_id).select_for_update().values_list("id"))
    claim = queries.claims_for(by).select_for_update(of=("self",)).get(id=claim_id)
    open_circle(claim.circle_id, by)
    if claim.withdrawn_at:
        raise WithdrawnBefore
    return claim


def require_concerned(claim: Claim, by: Member) -> None:
    """Refuse unless `by` acts for whoever entered or verifies it."""
    if by.organization_id not in (claim.organization_id, claim.verifier_id):
        raise OnlyThoseConcerned


def ask_verifier(claim: Claim, *, now: datetime) -> None:
    """Ask whoever verifies it by the plan of the circle, and tell whoever is on duty there."""
    envelope = _envelope(claim, queries.VERIFY, claim.organization_id, now=now)
    minutes = (claim.due_at - now) // timedelta(minutes=1)
    root = claim.circle.parent_id or claim.circle_id
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[claim.verifier_id],
        plan=escalation.plan_for(root, envelope.urgency, minutes),
        due_at=claim.due_at,
        now=now,
    )
    claim.ask_id = asks[claim.verifier_id]
    delivery.tell(envelope, [claim.verifier_id], now=now)


def settle_ask(claim: Claim, *, now: datetime) -> None:
    """It is verified."""
    escalation.settle(claim.ask_id, now=now)
    delivery.cancel_unsent(_asked_in(claim))


def close_ask(claim: Claim, *, now: datetime) -> None:
    """Nobody need verify it any more."""
    envelope_id = _asked_in(claim)
    escalation.release_all(envelope_id, now=now)
    delivery.cancel_unsent(envelope_id)


def tell_members(claim: Claim, by: Member, *, now: datetime) -> None:
    """Letters to all other members that the public warning is new, or reads differently now."""
    envelope = _envelope(claim, queries.WARN, by.organization_id, now=now)
    others = circles.members_of(claim.circle_id, now).exclude(organization_id=by.organization_id)
    delivery.tell(envelope, list(others.values_list("organization_id", flat=True)), now=now)


def _asked_in(claim: Claim) -> int:
    return Ask.objects.values_list("envelope_id", flat=True).get(id=claim.ask_id)


def _envelope(claim: Claim, kind: str, sender_id: int, *, now: datetime) -> Envelope:
    return insert(
        Envelope(
            circle_id=claim.circle_id,
            organization_id=sender_id,
            kind=kind,
            reference=claim.reference,
            urgency=rules.urgency_of(claim.kind),
            exercise=False,
            sent_at=now,
            due_at=claim.due_at if kind == queries.VERIFY else None,
        )
    )
