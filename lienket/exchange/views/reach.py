"""The reach table of a bulletin: how far it came with each organization, and what was answered."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.circles import queries as circles
from lienket.delivery.channels.base import Reason
from lienket.delivery.models import Message
from lienket.exchange import queries, rules
from lienket.exchange.models import Acknowledgement, Bulletin, Call, Receipt
from lienket.organizations.models import ContactPath
from lienket.organizations.queries import NamesNow

_SENT = {Message.State.SENT, Message.State.DELIVERED}
#: A message that waits longer than this waits on purpose: for quiet hours to end, or to try again.
_SOON = timedelta(minutes=1)


class State(NamedTuple):
    """What a row says at a glance: a word, an icon, and the tone that repeats them."""

    word: str | Promise
    icon: str
    tone: str


_FACTS = {
    "done": State(_("Carried out"), "circle-check", "state-done"),
    "answered": State(_("Answered"), "message-reply", "state-done"),
    "accepted": State(_("Accepted, under way"), "user-check", "state-seen"),
    "received": State(_("Receipt confirmed"), "check", "state-done"),
}
_OPENED = State(_("Opened"), "eye", "state-seen")
_DELIVERED = State(_("Delivered"), "checks", "")
_HANDED_OVER = State(_("Sent"), "send", "")
_FAILED = State(_("Could not be sent"), "alert-triangle", "state-problem")
_WAITING = State(_("Waiting to be sent"), "clock", "")
_NO_CHANNEL = State(_("Only by phone"), "phone", "state-problem")


@dataclass
class Row:
    """One organization in the reach table."""

    receipt: Receipt
    now: datetime
    facts: list[Acknowledgement] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    # A phone number the organization publishes, the one on duty first; or empty.
    number: str = ""
    # What the organization was called, and is called now.
    called: str = ""

    @property
    def open(self) -> bool:
        """Whether an answer is still owed."""
        return self.receipt.ask is not None and self.receipt.ask.settled_at is None

    @property
    def late(self) -> bool:
        """Whether the answer is overdue now."""
        return self.open and rules.is_late(self.receipt.bulletin.due_at, self.now)

    @property
    def opened_at(self) -> datetime | None:
        opening = getattr(self.receipt, "opening", None)
        return opening.at if opening else None

    @property
    def perhaps_read(self) -> bool:
        """Whether it may have been read by a link in an e-mail, which leaves no trace."""
        email = ContactPath.Kind.EMAIL
        return not self.opened_at and any(m.sent_at and m.channel == email for m in self.messages)

    @property
    def sent_at(self) -> datetime | None:
        """When the first message was handed over."""
        return min((m.sent_at for m in self.messages if m.sent_at), default=None)

    @property
    def arrived(self) -> bool:
        """Whether the receiver itself took one over."""
        return any(message.state == Message.State.DELIVERED for message in self.messages)

    @property
    def sends_at(self) -> datetime | None:
        """When the next try is due, if it is not about to happen."""
        waiting = [m.send_at for m in self.messages if m.state == Message.State.QUEUED]
        return min((at for at in waiting if at > self.now + _SOON), default=None)

    @property
    def problem(self) -> str | Promise:
        """Why the last message was not sent; empty once one was."""
        if self.sent_at:
            return ""
        reasons = [m.reason for m in self.messages if m.reason]
        return Reason(reasons[-1]).label if reasons else ""

    @property
    def asks_again_at(self) -> datetime | None:
        """When silence takes its next step."""
        return self.receipt.ask.escalate_at if self.receipt.ask and self.open else None

    @property
    def out_of_steps(self) -> bool:
        """Whether all steps are taken and the answer is still missing."""
        return self.open and self.asks_again_at is None

    @property
    def settled_at(self) -> datetime | None:
        """When what was asked for was answered, by the organization itself or for it."""
        required = self.receipt.bulletin.required_action
        if rules.settles(required, "opened") and self.opened_at:
            return self.opened_at
        settling = (one.at for one in self.facts if rules.settles(required, one.fact))
        return min(settling, default=None)

    @property
    def state(self) -> State:
        """The furthest it has come."""
        known = {one.fact for one in self.facts if one.lapsed_at is None}
        for fact in reversed(rules.FACTS):
            if fact in known:
                # Green says that nothing more is owed.
                return _FACTS[fact]._replace(tone="state-seen") if self.open else _FACTS[fact]
        if self.opened_at:
            return _OPENED
        states = {message.state for message in self.messages}
        for found, state in (
            (states & {Message.State.DELIVERED}, _DELIVERED),
            (states & _SENT, _HANDED_OVER),
            (states - {Message.State.FAILED, Message.State.CANCELLED}, _WAITING),
            (states, _FAILED),
        ):
            if found:
                return state
        return _NO_CHANNEL


@dataclass(frozen=True)
class Reach:
    """All rows, the silent first, and how many of them there are."""

    rows: list[Row]

    @property
    def asked(self) -> int:
        return sum(row.receipt.ask_id is not None for row in self.rows)

    @property
    def answered(self) -> int:
        return sum(
            row.receipt.ask_id is not None and row.settled_at is not None for row in self.rows
        )

    @property
    def late(self) -> list[Row]:
        return [row for row in self.rows if row.late]


def reach_of(bulletin: Bulletin, now: datetime) -> Reach:
    """The reach table in six queries, however many organizations there are."""
    receipts = list(queries.receipts_of(bulletin))
    messages = defaultdict(list)
    for message in Message.objects.filter(
        circle_id=bulletin.circle_id, envelope_id=bulletin.envelope_id
    ).exclude(purpose__in=[Message.Purpose.ESCALATION, Message.Purpose.WITHDRAWAL]):
        messages[message.organization_id].append(message)
    organizations = [receipt.organization_id for receipt in receipts]
    numbers = numbers_of(bulletin.circle_id, organizations, now)
    names = NamesNow(organizations)
    rows = []
    for receipt in receipts:
        receipt.bulletin = bulletin
        rows.append(
            Row(
                receipt,
                now,
                list(receipt.acknowledgements.all()),
                list(receipt.calls.all()),
                sorted(messages[receipt.organization_id], key=lambda message: message.id),
                numbers.get(receipt.organization_id, ""),
                names.called(receipt.organization.name, receipt.organization),
            )
        )
    return Reach(sorted(rows, key=lambda row: (not row.late, not row.open)))


def numbers_of(circle_id: int, organization_ids: list[int], now: datetime) -> dict[int, str]:
    """The published phone number of each organization that has one: whoever is on duty first."""
    numbers: dict[int, str] = {}
    paths = circles.reach(circle_id, organization_ids, now)
    for path in sorted(paths, key=lambda path: (not path.on_duty, path.position)):
        if path.number:
            numbers.setdefault(path.organization_id, path.number)
    return numbers
