"""What a unit still owes, and what is owed to it, when another unit takes its place."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from lienket.circles import queries as circles
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message
from lienket.escalation.actions.asks import release_where
from lienket.escalation.models import Ask
from lienket.organizations.successions import Handover


def owed_key(circle_id: int) -> str:
    """What the unit must answer in a circle and its subsets."""
    return f"owed:{circle_id}"


def awaited_key(circle_id: int) -> str:
    """What others must answer to the unit in a circle and its subsets."""
    return f"awaited:{circle_id}"


def hand_over_asks(handover: Handover, now: datetime) -> None:
    """Address open asks to the successor, on the same terms; without one they are released.

    Nobody asks itself, and nobody is asked twice about one matter: such asks are released, too.
    """
    old, new = handover.predecessor_id, handover.successor_id
    asks = list(
        Ask.objects.select_for_update(of=("self",))
        .filter(Q(organization_id=old) | Q(asker_id=old), settled_at=None)
        .select_related("circle")
        .order_by("id")
    )
    reached = _circles_of(new, asks, now)
    asked_already = set(
        Ask.objects.filter(
            organization_id__in=[new] if new else [],
            envelope_id__in={ask.envelope_id for ask in asks},
        ).values_list("envelope_id", flat=True)
    )
    moved, ended = [], []
    for ask in asks:
        ours = ask.asker_id == ask.organization_id
        root = ask.circle.parent_id or ask.circle_id
        if new is None:
            ended.append(ask)
            continue
        if ask.circle_id not in reached:
            continue
        owed = ask.organization_id == old and handover.takes(owed_key(root))
        awaited = ask.asker_id == old and handover.takes(awaited_key(root))
        doubled = owed and not ours and ask.envelope_id in asked_already
        between = {ask.organization_id, ask.asker_id} == {old, new}
        if doubled or (between and (owed or awaited)):
            ended.append(ask)
        elif owed or awaited:
            ask.organization_id = new if owed else ask.organization_id
            ask.asker_id = new if awaited else ask.asker_id
            moved.append(ask)
    _release(ended, now)
    Ask.objects.bulk_update(moved, ["organization", "asker"])
    _tell([ask for ask in moved if ask.organization_id == new != ask.asker_id], old, now)


def _circles_of(organization_id: int | None, asks: list[Ask], now: datetime) -> set[int]:
    """Those circles of the asks in which the organization has a place."""
    return {
        circle_id
        for circle_id in {ask.circle_id for ask in asks}
        if organization_id
        and circles.members_of(circle_id, now).filter(organization_id=organization_id).exists()
    }


def _release(asks: list[Ask], now: datetime) -> None:
    release_where("id = ANY (%s)", [[ask.id for ask in asks]], now)
    for ask in asks:
        delivery.cancel_unsent(ask.envelope_id, [ask.organization_id])


def _tell(asks: list[Ask], predecessor_id: int, now: datetime) -> None:
    """Whoever is on duty in the successor gets what the predecessor has not answered."""
    of_circle = defaultdict(list)
    for ask in asks:
        of_circle[ask.circle_id].append(ask)
    envelopes = Envelope.objects.in_bulk({ask.envelope_id for ask in asks})
    for circle_id, group in of_circle.items():
        paths = circles.reach(circle_id, [group[0].organization_id], now)
        on_duty = [path for path in paths if path.level == 0]
        for ask in group:
            envelope = envelopes[ask.envelope_id]
            delivery.cancel_unsent(envelope.id, [predecessor_id])
            messages = delivery.outgoing(
                delivery.choose(on_duty, envelope.urgency),
                urgency=envelope.urgency,
                purpose=Message.Purpose.FIRST,
                now=now,
            )
            delivery.queue(envelope, messages, now=now)
