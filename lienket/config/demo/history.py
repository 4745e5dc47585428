"""Plays past bulletins through the product itself, with time passing as it is told.

Every answer, message, attempt and escalation is made by the action that makes it in earnest; only
the mails go nowhere. What each unit does follows from its habit and from chance, and chance falls
alike in every demonstration.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from lienket.config.demo.founding import Founded, Stage
from lienket.config.demo.scene import Call, Habit, Past
from lienket.delivery.channels.base import DeliveryError, Letter, Reason, Sent
from lienket.delivery.channels.email.channel import Email
from lienket.delivery.models import Budget, Message
from lienket.delivery.sender import send_due
from lienket.escalation import actions as escalation
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.kernel.actors import Actor, LinkHolder

#: When a unit answers, as a share of the time it has: from, to.
_PACE: dict[Habit, tuple[float, float]] = {
    "prompt": (0.03, 0.3),
    "steady": (0.1, 0.8),
    "slow": (0.6, 1.7),
    "silent": (1.3, 2.6),
}
#: How often a silent unit answers at all.
_AFTER_ALL = 0.45
_THANKS = "Đã nhận được thông tin. Cảm ơn đơn vị đã phối hợp."
_ON_THE_PHONE = "Đã nắm nội dung, đang cho anh em kiểm tra."

Deed = Callable[[datetime], object]


class Replay(Email):
    """E-mail as it was: gone out long ago, now and then at the second attempt or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self._tried: set[str] = set()

    def send(self, letter: Letter, address: str) -> Sent:
        key = letter.idempotency_key
        fate = Random(f"{address}{letter.reference}").random()
        if fate < 0.01:
            raise DeliveryError(Reason.MAILBOX_FULL, permanent=True)
        if fate < 0.05 and key not in self._tried:
            self._tried.add(key)
            raise DeliveryError(Reason.TRY_LATER)
        return Sent(f"<{key}>")


@dataclass
class Playback:
    """One circle's record being played, up to `now`."""

    stage: Stage
    now: datetime

    def __post_init__(self) -> None:
        self._channel = Replay()

    def play(self, past: Past, at: datetime, *, corrects: Bulletin | None = None) -> Bulletin:
        """Issue a bulletin as it was, and let happen what followed."""
        issuer = self.stage.units[past.issuer]
        bulletin = self.issue(past, at, corrects=corrects)
        # Allowances were for the moment, and bulletins are played one after the other.
        Budget.objects.all().delete()
        self._pass_until(bulletin, at + timedelta(seconds=30))
        end = self.now
        if past.corrected:
            end = at + timedelta(minutes=past.corrected[0])
        elif past.withdrawn:
            end = at + timedelta(minutes=past.withdrawn[0])
        for moment, deed in sorted(self._deeds(past, bulletin, issuer), key=lambda it: it[0]):
            if moment >= end:
                break
            self._pass_until(bulletin, moment)
            deed(moment)
        self._pass_until(bulletin, end)
        if past.corrected:
            self.play(past.corrected[1], end, corrects=bulletin)
        elif past.withdrawn:
            actions.withdraw_bulletin(
                bulletin_id=bulletin.id, reason=past.withdrawn[1], by=issuer.focal, now=end
            )
            self._pass_until(bulletin, end + timedelta(minutes=5))
        return bulletin

    def issue(self, past: Past, at: datetime, *, corrects: Bulletin | None = None) -> Bulletin:
        """Issue a bulletin, and nothing else."""
        self.stage.see()
        units = self.stage.units
        bulletin = actions.issue_bulletin(
            circle_id=self.stage.circle.id,
            draft=Draft(
                kind=past.kind,
                urgency=past.urgency,
                title=past.title,
                body=past.body,
                required_action=past.action,
                organization_ids=tuple(units[key].id for key in past.to) or None,
                audience="addressed" if past.to else "circle",
                ack_within_minutes=past.within,
                quorum=past.quorum,
                exercise=past.exercise,
                corrects_id=corrects.id if corrects else None,
                told_at=at - timedelta(minutes=past.told) if past.told else None,
            ),
            by=units[past.issuer].focal,
            now=at,
        )
        self.stage.see(bulletin.circle_id)
        return bulletin

    def call(self, bulletin: Bulletin, call: Call, at: datetime) -> None:
        """Note that a unit was told by phone, and what it said."""
        actions.record_call(
            receipt_id=Receipt.objects.get(
                bulletin=bulletin, organization_id=self.stage.units[call.unit].id
            ).id,
            by=replace(self._issuer(bulletin).on_duty, circles=(bulletin.circle_id,)),
            now=at,
            called_at=at - timedelta(minutes=call.minutes_ago),
            reached=True,
            spoke_with=call.spoke_with,
            words=call.words,
            fact="received",
        )

    def _issuer(self, bulletin: Bulletin) -> Founded:
        return next(one for one in self.stage.units.values() if one.id == bulletin.organization_id)

    # ---- Time passes ---------------------------------------------------------------------------

    def _pass_until(self, bulletin: Bulletin, moment: datetime) -> None:
        """Send and escalate what comes due about a bulletin, each at its time."""
        while (due := _next_due(bulletin.envelope_id)) and due <= moment:
            escalation.escalate_overdue(now=due)
            while send_due(self._channel, now=due, clock=partial(next, ticking(due))):
                pass
            self.stage.see(bulletin.circle_id)

    # ---- What the units do ---------------------------------------------------------------------

    def _deeds(
        self, past: Past, bulletin: Bulletin, issuer: Founded
    ) -> Iterator[tuple[datetime, Deed]]:
        """Everything that people do about a bulletin, and when."""
        by_id = {one.id: one for one in self.stage.units.values()}
        links = dict(
            Message.objects.filter(envelope_id=bulletin.envelope_id).values_list(
                "organization_id", "id"
            )
        )
        for receipt in Receipt.objects.filter(bulletin=bulletin).select_related("ask"):
            unit = by_id[receipt.organization_id]
            dice = Random(f"{bulletin.number}{unit.unit.key}")
            link = links.get(unit.id)
            by: Actor = dice.choice(unit.members)
            via = "page"
            if link and dice.random() < 0.4:
                by, via = LinkHolder(link, bulletin.circle_id, unit.id), "link"
            yield from self._answers(past, bulletin, receipt, issuer, unit, by, via, dice)

    def _answers(
        self,
        past: Past,
        bulletin: Bulletin,
        receipt: Receipt,
        issuer: Founded,
        unit: Founded,
        by: Actor,
        via: str,
        dice: Random,
    ) -> Iterator[tuple[datetime, Deed]]:
        span = bulletin.due_at - bulletin.issued_at
        habit = unit.unit.habit
        urgent = past.urgency != "normal"
        if habit == "silent" and urgent:
            # Whoever does not react is called. Not everybody picks up.
            yield (
                bulletin.issued_at + 1.1 * span,
                partial(self._ring, receipt, issuer, reached=dice.random() < 0.5),
            )
        if habit == "silent" and dice.random() > _AFTER_ALL:
            return
        share = dice.uniform(*_PACE[habit])
        if habit == "steady" and dice.random() < 0.06:
            share += 0.7
        at = bulletin.issued_at + share * span
        if not urgent:
            at = _awake(at, dice)
        opened_at = max(at - timedelta(seconds=dice.randint(20, 240)), bulletin.issued_at)
        open_it = partial(_open, receipt, by, via)
        if receipt.ask is None or past.action == "know":
            yield at, open_it
            return
        yield opened_at, open_it
        answer = partial(_acknowledge, receipt, by, via)
        if past.action == "acknowledge":
            yield at, answer
        elif past.action == "answer":
            # First that it was received, later what was found out.
            yield bulletin.issued_at + 0.3 * (at - bulletin.issued_at), answer
            yield at, partial(_reply, receipt, by, via, dice.choice(past.replies))
            if dice.random() < 0.3:
                later = at + timedelta(minutes=dice.randint(10, 50))
                yield later, partial(_reply, receipt, issuer.focal, "page", _THANKS)
        else:
            accepted = bulletin.issued_at + 0.2 * (at - bulletin.issued_at)
            yield accepted, partial(answer, fact="accepted")
            yield at, partial(answer, fact="done", note="Đã triển khai xong tại đơn vị.")

    def _ring(self, receipt: Receipt, issuer: Founded, at: datetime, *, reached: bool) -> None:
        if Receipt.objects.filter(id=receipt.id, ask__settled_at=None).exists():
            actions.record_call(
                receipt_id=receipt.id,
                by=replace(issuer.on_duty, circles=(receipt.circle_id,)),
                now=at,
                called_at=at - timedelta(minutes=2),
                reached=reached,
                spoke_with="Người trực" if reached else "",
                words=_ON_THE_PHONE if reached else "",
                fact="received" if reached else None,
            )


def moment_of(past: Past, now: datetime) -> datetime:
    """When a bulletin of a scene was issued, for a demonstration that is loaded at `now`."""
    zone = ZoneInfo(settings.TIME_ZONE)
    day = now.astimezone(zone).date() - timedelta(days=past.days_ago)
    hour, minute = map(int, past.clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def _next_due(envelope_id: int) -> datetime | None:
    """When something is due about an envelope: a message to send, or a step to take."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT least(
                (SELECT min(escalate_at) FROM escalation_ask WHERE envelope_id = %s),
                (SELECT min(send_at) FROM delivery_message
                 WHERE envelope_id = %s AND state IN ('queued', 'sending')))
            """,
            [envelope_id, envelope_id],
        )
        (due,) = cursor.fetchone()
    return cast(datetime | None, due)


def ticking(start: datetime) -> Iterator[datetime]:
    """Moments a little apart, from `start` on."""
    while True:
        start += timedelta(milliseconds=350)
        yield start


def _awake(at: datetime, dice: Random) -> datetime:
    """The same moment, or a morning hour when people would sleep: no hurry wakes them."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    if 6 <= local.hour < 21:
        return at
    morning = local.replace(hour=7, minute=dice.randint(5, 55))
    return morning if morning > local else morning + timedelta(days=1)


def _open(receipt: Receipt, by: Actor, via: str, at: datetime) -> None:
    actions.open_receipt(receipt_id=receipt.id, by=by, via=via, now=at)


def _acknowledge(
    receipt: Receipt, by: Actor, via: str, at: datetime, *, fact: str = "received", note: str = ""
) -> None:
    actions.acknowledge(receipt_id=receipt.id, by=by, via=via, fact=fact, note=note, now=at)


def _reply(receipt: Receipt, by: Actor, via: str, text: str, at: datetime) -> None:
    actions.reply(receipt_id=receipt.id, by=by, via=via, text=text, now=at)
