"""Asking the owners of rows to renew what expires, once for all rows that come due together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from lienket.circles import queries as circles
from lienket.circles.actions import take_number
from lienket.circles.models import Circle
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.kernel.due import act_on_due
from lienket.kernel.rows import insert
from lienket.plans.rules import closing_of, ladder
from lienket.registers import queries, rules
from lienket.registers.events import RenewalAsked
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry

#: So many rows are looked at in one transaction.
BATCH = 2_000
TRY_AGAIN = timedelta(minutes=10)
#: What a number begins with: sổ theo dõi.
PREFIX = "STD"


def remind_due(*, now: datetime, limit: int = BATCH) -> int:
    """Ask for the renewal of all rows that have come so far, at most `limit`; how many there were.

    The owner is reminded until the last valid day, then its heads hear, and last the counterpart.
    """
    return act_on_due(Entry, "remind_at", _ask, now=now, limit=limit, try_again=TRY_AGAIN)


def settle(ask_ids: Iterable[int | None], *, now: datetime) -> None:
    """An ask is answered when none of its rows waits for a renewal any more."""
    ours = {ask_id for ask_id in ask_ids if ask_id}
    waits = set(Entry.objects.filter(ask_id__in=ours).values_list("ask_id", flat=True))
    for ask_id, envelope_id in Ask.objects.filter(id__in=ours - waits).values_list(
        "id", "envelope_id"
    ):
        escalation.settle(ask_id, now=now)
        delivery.cancel_unsent(envelope_id)


def _ask(circle_id: int, entry_ids: list[int], now: datetime) -> None:
    circle = Circle.objects.get(id=circle_id)
    members = [
        (place.organization_id, place.organization.kind)
        for place in circles.members_of(circle_id, now)
    ]
    here = {unit for unit, _kind in members}
    due: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(id__in=entry_ids).order_by("expires_on", "id"):
        due[entry.organization_id, entry.kind].append(entry)
    for (owner_id, kind), entries in due.items():
        ask_id = None
        # Who has left, or may do nothing here any more, is not asked.
        if owner_id in here and circle.closed_at is None:
            asker_id = rules.counterpart(owner_id, circle.chair_id, members, kinds[kind].inspectors)
            ask_id = _open(circle, owner_id, asker_id, _first_day(entries), now)
        Entry.objects.filter(id__in=[one.id for one in entries]).update(
            ask_id=ask_id, remind_at=None
        )


def _first_day(entries: Sequence[Entry]) -> date:
    assert entries[0].expires_on
    return entries[0].expires_on


def _open(circle: Circle, owner_id: int, asker_id: int, day: date, now: datetime) -> int:
    due_at = closing_of(day)
    envelope = insert(
        Envelope(
            circle=circle,
            organization_id=asker_id,
            kind=queries.KIND,
            reference=take_number(circle, PREFIX, now=now),
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=due_at,
        )
    )
    # What has expired already is due in the past: the ladder begins at its foot.
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[owner_id],
        plan=ladder(max(due_at - now, timedelta(hours=1))),
        due_at=due_at,
        now=now,
    )
    delivery.tell(envelope, [owner_id], now=now)
    by = Engine(circles=(circle.id,))
    journal.record(RenewalAsked(asks[owner_id], owner_id), by=by, at=now, circle_id=circle.id)
    return asks[owner_id]
