"""Letters about incidents: telling members, and asking them with a due time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.incidents.models import Incident
from lienket.kernel.actors import Actor
from lienket.kernel.rows import insert


def envelope_about(
    incident: Incident,
    kind: str,
    *,
    reference: str,
    by: Actor,
    now: datetime,
    due_at: datetime | None = None,
) -> Envelope:
    """A new outside of letters; without `due_at` they only tell."""
    (organization_id,) = by.organizations
    return insert(
        Envelope(
            circle_id=incident.circle_id,
            organization_id=organization_id,
            kind=kind,
            reference=reference,
            urgency=incident.urgency,
            exercise=incident.exercise,
            sent_at=now,
            due_at=due_at,
        )
    )


def ask(
    incident: Incident, envelope: Envelope, organization_ids: Sequence[int], *, now: datetime
) -> dict[int, int]:
    """Ask organizations by the plan of the circle, and tell whoever is on duty there."""
    assert envelope.due_at
    minutes = max(1, (envelope.due_at - now) // timedelta(minutes=1))
    root = incident.circle.parent_id or incident.circle_id
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=organization_ids,
        plan=escalation.plan_for(root, envelope.urgency, minutes),
        due_at=envelope.due_at,
        now=now,
    )
    delivery.tell(envelope, organization_ids, now=now)
    return asks


def settle(ask_id: int, organization_id: int, *, now: datetime) -> None:
    """An organization has answered: it is asked no more, and what was not sent yet is dropped."""
    envelope_id = Ask.objects.values_list("envelope_id", flat=True).get(id=ask_id)
    escalation.lock(envelope_id, organization_id)
    escalation.settle(ask_id, now=now)
    delivery.cancel_unsent(envelope_id, [organization_id])


def release(ask_ids: Sequence[int], *, now: datetime) -> None:
    """What was asked is needed no more."""
    envelopes = Ask.objects.filter(id__in=list(ask_ids)).values_list("envelope_id", flat=True)
    for envelope_id in sorted(set(envelopes)):
        escalation.release_all(envelope_id, now=now)
        delivery.cancel_unsent(envelope_id)
