"""What the verbs share: who may act on a dossier, and the asking behind it."""

from datetime import datetime, timedelta

from django.utils import timezone

from lienket.commendations import queries, rules
from lienket.commendations.models import Dossier
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.rows import insert
from lienket.obligations.actions import MANAGE
from lienket.plans.rules import closing_of, ladder

REASON_LIMIT = 500


class OnlyTheProposer(NotAllowed):
    """Only the organization that proposes the commendation may do this."""


class OnlyWhoConsiders(NotAllowed):
    """Only the organization that considers the dossier may do this."""


class NotOpenToChange(Refusal):
    """This dossier is proposed; it can be changed again only if it is returned."""

    status = 409


def of_proposer(dossier_id: int, by: Member) -> Dossier:
    """A dossier that `by`'s organization proposes, held. Raises OnlyTheProposer."""
    by.require(MANAGE)
    dossier = locked(dossier_id, by)
    if dossier.organization_id != by.organization_id:
        raise OnlyTheProposer
    return dossier


def in_hand(dossier_id: int, by: Member) -> Dossier:
    """The same, while it may be changed: a draft, or a returned one. Raises NotOpenToChange."""
    dossier = of_proposer(dossier_id, by)
    if dossier.proposed_at and not dossier.returned_at:
        raise NotOpenToChange
    return dossier


def of_considerer(dossier_id: int, by: Member) -> Dossier:
    """A dossier that `by`'s organization considers, held. Raises OnlyWhoConsiders."""
    by.require(MANAGE)
    dossier = locked(dossier_id, by)
    if dossier.considerer_id != by.organization_id:
        raise OnlyWhoConsiders
    return dossier


def locked(dossier_id: int, by: Member) -> Dossier:
    """Its ask is held first: silence and an answer come in turn."""
    seen = queries.dossiers_for(by)
    ask_id = seen.values_list("ask_id", flat=True).get(id=dossier_id)
    if ask_id:
        list(Ask.objects.filter(id=ask_id).select_for_update().values_list("id"))
    return seen.select_for_update(of=("self",)).get(id=dossier_id)


def step(dossier: Dossier, *fields: str, now: datetime) -> None:
    """Save what has changed; the names of the recipients are kept a year from here."""
    dossier.forget_at = now + timedelta(days=rules.NAMES_DAYS)
    dossier.save(update_fields=[*fields, "forget_at"])


def ask_considerer(dossier: Dossier, *, now: datetime) -> None:
    """Ask whoever considers it by letter, anew if that was done before."""
    dossier.due_at = closing_of(rules.due_day(timezone.localdate(now)))
    envelope = _envelope(dossier, dossier.organization_id, now=now)
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[dossier.considerer_id],
        plan=ladder(dossier.due_at - now),
        due_at=dossier.due_at,
        now=now,
    )
    dossier.ask_id = asks[dossier.considerer_id]
    delivery.tell(envelope, [dossier.considerer_id], now=now)


def settle_ask(dossier: Dossier, *, now: datetime) -> None:
    """The answer came."""
    if dossier.ask_id:
        envelope_id = Ask.objects.values_list("envelope_id", flat=True).get(id=dossier.ask_id)
        escalation.settle(dossier.ask_id, now=now)
        delivery.cancel_unsent(envelope_id)


def tell_proposer(dossier: Dossier, *, now: datetime) -> None:
    """A letter that something was said or decided. It asks for nothing."""
    envelope = _envelope(dossier, dossier.considerer_id, now=now)
    to = [dossier.organization_id]
    delivery.tell(envelope, to, purpose=Message.Purpose.REPLY, now=now)


def _envelope(dossier: Dossier, sender_id: int, *, now: datetime) -> Envelope:
    return insert(
        Envelope(
            circle_id=dossier.circle_id,
            organization_id=sender_id,
            kind=queries.KIND,
            reference=dossier.reference,
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=dossier.due_at,
        )
    )
