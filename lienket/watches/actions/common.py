"""What the verbs share: the reason that must be given, and asking watchers."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.kernel.rows import insert
from lienket.obligations.rules import ZONE
from lienket.organizations.models import Appointment
from lienket.plans.rules import ladder
from lienket.watches import queries
from lienket.watches.models import Watch, Watcher

ANSWER = Appointment.Right.ANSWER_RECEIPT
REASON_LIMIT = 500
#: Watchers are asked in the morning after the last day, at this hour.
ASKED_AT = time(7)


class NoReason(Refusal):
    """Give the reason; the other members read it."""

    field = "reason"


class WatchIsClosed(Refusal):
    """This watch is over; nothing more is to be said about it."""

    status = 409


def reason_of(text: str, *, not_secret: bool) -> str:
    """A reason, which must be given."""
    with about("reason"):
        reason = clean_line(text, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    return reason


def ask(watch: Watch, watchers: Collection[Watcher], within: timedelta, *, now: datetime) -> None:
    """Ask watchers by letter, the same ones again if nobody there answers."""
    envelope = insert(
        Envelope(
            circle_id=watch.circle_id,
            organization_id=watch.organization_id,
            kind=queries.KIND,
            reference=watch.reference,
            urgency=Urgency.URGENT,
            exercise=False,
            sent_at=now,
            due_at=now + within,
        )
    )
    asked = [one.organization_id for one in watchers]
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=asked,
        plan=ladder(within),
        due_at=now + within,
        now=now,
    )
    for one in watchers:
        one.ask_id = asks[one.organization_id]
        one.save(update_fields=["ask"])
    delivery.tell(envelope, asked, now=now)


def settle(watcher: Watcher, *, now: datetime) -> None:
    """The answer came."""
    if watcher.ask_id:
        envelope_id = Ask.objects.values_list("envelope_id", flat=True).get(id=watcher.ask_id)
        escalation.settle(watcher.ask_id, now=now)
        delivery.cancel_unsent(envelope_id, [watcher.organization_id])


def turn_of(ends_on: date) -> datetime:
    """When the watchers of a watch that ends on a day are asked what they did."""
    return datetime.combine(ends_on + timedelta(days=1), ASKED_AT, ZONE)


def today(now: datetime) -> date:
    """The local day."""
    return now.astimezone(ZONE).date()
