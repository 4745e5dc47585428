"""Asking members about a meeting or its minutes, and telling them what has changed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.escalation.rules import Step
from lienket.kernel.rows import insert
from lienket.meetings import queries, rules
from lienket.meetings.models import Meeting
from lienket.plans import rules as tasks


def envelope_for(
    meeting: Meeting, kind: str, *, due_at: datetime | None, now: datetime
) -> Envelope:
    """A new outside of letters about a meeting or its minutes; without `due_at` they only tell."""
    return insert(
        Envelope(
            circle_id=meeting.circle_id,
            organization_id=meeting.organization_id,
            kind=kind,
            reference=meeting.reference,
            urgency=Urgency.NORMAL,
            exercise=meeting.exercise,
            sent_at=now,
            due_at=due_at,
        )
    )


def ask(
    meeting: Meeting,
    envelope: Envelope,
    organization_ids: Sequence[int],
    *,
    until: datetime | None = None,
    now: datetime,
) -> dict[int, int]:
    """Open an ask for each organization; its id by organization. No step is taken after `until`."""
    assert envelope.due_at
    within = envelope.due_at - now
    plan: list[Step]
    if within >= tasks.SHORT:
        plan = tasks.ladder(within)
    else:
        root = meeting.circle.parent_id or meeting.circle_id
        plan = escalation.plan_for(root, envelope.urgency, max(1, within // timedelta(minutes=1)))
    return escalation.ask(
        envelope=envelope,
        organization_ids=organization_ids,
        plan=rules.until(plan, now, until) if until else plan,
        due_at=envelope.due_at,
        now=now,
    )


def release(meeting: Meeting, kind: str, *, now: datetime) -> None:
    """Nobody need answer about a meeting, or its minutes, any more."""
    for envelope_id in _envelopes(meeting, kind):
        escalation.release_all(envelope_id, now=now)
        delivery.cancel_unsent(envelope_id)


def settle(ask_id: int | None, organization_id: int, *, now: datetime) -> None:
    """An organization has answered: it is asked no more, and what was not sent yet is dropped."""
    if ask_id is None:
        return
    envelope_id = Ask.objects.values_list("envelope_id", flat=True).get(id=ask_id)
    escalation.lock(envelope_id, organization_id)
    escalation.settle(ask_id, now=now)
    delivery.cancel_unsent(envelope_id, [organization_id])


def tell(
    meeting: Meeting,
    envelope: Envelope,
    organization_ids: Sequence[int],
    *,
    purpose: str = Message.Purpose.FIRST,
    now: datetime,
) -> None:
    """One message along each path of whoever is on duty, and of whoever was told before."""
    told = set(
        Message.objects.filter(envelope__in=_envelopes(meeting, envelope.kind))
        .exclude(state__in=[Message.State.CANCELLED, Message.State.FAILED])
        .values_list("organization_id", "path_id")
    )
    delivery.tell(envelope, organization_ids, purpose=purpose, told=told, now=now)


def _envelopes(meeting: Meeting, kind: str) -> list[int]:
    assert kind in {queries.MEETING, queries.MINUTES}
    found = Envelope.objects.filter(
        circle_id=meeting.circle_id, kind=kind, reference=meeting.reference
    )
    return list(found.order_by("id").values_list("id", flat=True))
