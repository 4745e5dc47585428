"""The asking behind a record: its unit is asked for a word, and the visitors hear what it says."""

from datetime import datetime

from django.utils import timezone

from lienket.circles import queries as circles
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.inspections import rules
from lienket.inspections.models import Visit
from lienket.inspections.queries import visits as queries
from lienket.kernel.actors import Actor
from lienket.kernel.rows import insert
from lienket.plans.rules import closing_of, ladder


def locked(visit_id: int, by: Actor) -> Visit:
    """A visit that `by` may see, its ask held first: silence and an answer come in turn."""
    visit = queries.visits_for(by).get(id=visit_id)
    if visit.ask_id:
        list(Ask.objects.filter(id=visit.ask_id).select_for_update().values_list("id"))
    return queries.visits_for(by).select_for_update(of=("self",)).get(id=visit_id)


def ask_for_a_word(visit: Visit, *, now: datetime) -> None:
    """Ask the visited unit to countersign, and tell it by letter."""
    due_at = closing_of(rules.countersign_by(timezone.localdate(now)))
    envelope = _envelope(visit, visit.organization_id, due_at, now=now)
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[visit.unit_id],
        plan=ladder(due_at - now),
        due_at=due_at,
        now=now,
    )
    visit.ask_id = asks[visit.unit_id]
    visit.save(update_fields=["ask"])
    _tell(visit, envelope, visit.unit_id, Message.Purpose.FIRST, now=now)


def settle(visit: Visit, *, now: datetime) -> None:
    """The unit has said something."""
    assert visit.ask
    escalation.settle(visit.ask.id, now=now)
    delivery.cancel_unsent(visit.ask.envelope_id)


def tell_visitors(visit: Visit, *, now: datetime) -> None:
    """A letter that the unit has commented. It asks for nothing."""
    envelope = _envelope(visit, visit.unit_id, None, now=now)
    _tell(visit, envelope, visit.organization_id, Message.Purpose.REPLY, now=now)


def _envelope(visit: Visit, sender_id: int, due_at: datetime | None, *, now: datetime) -> Envelope:
    return insert(
        Envelope(
            circle_id=visit.circle_id,
            organization_id=sender_id,
            kind=queries.KIND,
            reference=visit.reference,
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=due_at,
        )
    )


def _tell(
    visit: Visit, envelope: Envelope, receiver_id: int, purpose: str, *, now: datetime
) -> None:
    paths = circles.reach(visit.circle_id, [receiver_id], now)
    chosen = delivery.choose([path for path in paths if path.level == 0], envelope.urgency)
    letters = delivery.outgoing(chosen, urgency=envelope.urgency, purpose=purpose, now=now)
    delivery.queue(envelope, letters, now=now)
