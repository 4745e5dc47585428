"""What the verbs share: the texts that are refused, and the asking behind a petition."""

from datetime import datetime, timedelta

from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.documents.guard.persons import line
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.kernel.actors import Actor
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.rows import insert
from lienket.organizations.models import Appointment
from lienket.petitions import queries
from lienket.petitions.models import Petition
from lienket.plans.rules import ladder

ANSWER = Appointment.Right.ANSWER_RECEIPT
REASON_LIMIT = 500


class NoReason(Refusal):
    """Give the reason; the other side reads it."""

    field = "reason"


class OnlyTheAsker(NotAllowed):
    """Only the organization that asked may do this."""


class OnlyWhoAnswers(NotAllowed):
    """Only the organization that has to answer may do this."""


class PetitionWithdrawnBefore(Refusal):
    """This petition was withdrawn; nothing more is to be said about it."""

    status = 409


def reason_of(text: str, *, not_secret: bool) -> str:
    """A reason, which must be given."""
    reason = line("reason", text, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    return reason


def locked(petition_id: int, by: Actor) -> Petition:
    """A petition that `by` may see, its ask held first: silence and an answer come in turn."""
    petition = queries.petitions_for(by).get(id=petition_id)
    if petition.ask_id:
        list(Ask.objects.filter(id=petition.ask_id).select_for_update().values_list("id"))
    return queries.petitions_for(by).select_for_update(of=("self",)).get(id=petition_id)


def of_asker(petition_id: int, by: Actor) -> Petition:
    """A petition that `by`'s organization asked and did not withdraw, held."""
    by.require(ANSWER)
    petition = locked(petition_id, by)
    if petition.organization_id not in by.organizations:
        raise OnlyTheAsker
    require_kept(petition)
    return petition


def of_responsible(petition_id: int, by: Actor) -> Petition:
    """A petition that `by`'s organization has to answer, held."""
    by.require(ANSWER)
    petition = locked(petition_id, by)
    if petition.responsible_id not in by.organizations:
        raise OnlyWhoAnswers
    require_kept(petition)
    return petition


def require_kept(petition: Petition) -> None:
    """Refuse what only makes sense while the petition stands."""
    if petition.withdrawn_at:
        raise PetitionWithdrawnBefore


def open_ask(petition: Petition, *, now: datetime) -> None:
    """Ask whoever is responsible, anew if that was done before, and tell it by letter.

    What was overdue when it was handed on is due in the same past: the ladder begins at its foot.
    """
    close_ask(petition, now=now)
    envelope = _envelope(petition, petition.organization_id, now=now)
    within = max(petition.due_at - now, timedelta(hours=1))
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[petition.responsible_id],
        plan=ladder(within),
        due_at=petition.due_at,
        now=now,
    )
    petition.ask_id = asks[petition.responsible_id]
    petition.save(update_fields=["ask"])
    delivery.tell(envelope, [petition.responsible_id], now=now)


def close_ask(petition: Petition, *, now: datetime) -> None:
    """Nobody need answer what was asked any more."""
    if petition.ask_id:
        envelope_id = _asked_in(petition)
        escalation.release_all(envelope_id, now=now)
        delivery.cancel_unsent(envelope_id)


def settle_ask(petition: Petition, *, now: datetime) -> None:
    """The answer came."""
    if petition.ask_id:
        escalation.settle(petition.ask_id, now=now)
        delivery.cancel_unsent(_asked_in(petition))


def tell_asker(petition: Petition, *, now: datetime) -> None:
    """A letter that an answer is there. It asks for nothing."""
    envelope = _envelope(petition, petition.responsible_id, now=now)
    to = [petition.organization_id]
    delivery.tell(envelope, to, purpose=Message.Purpose.REPLY, now=now)


def _asked_in(petition: Petition) -> int:
    return Ask.objects.values_list("envelope_id", flat=True).get(id=petition.ask_id or 0)


def _envelope(petition: Petition, sender_id: int, *, now: datetime) -> Envelope:
    return insert(
        Envelope(
            circle_id=petition.circle_id,
            organization_id=sender_id,
            kind=queries.KIND,
            reference=petition.reference,
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=petition.due_at,
        )
    )
