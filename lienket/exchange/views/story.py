"""What happened to a bulletin, in words: sending, failures, answers, steps of silence."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.delivery.channels.base import Reason
from lienket.delivery.models import Attempt, Message
from lienket.escalation.models import Escalation
from lienket.escalation.rules import To
from lienket.exchange.models import Bulletin
from lienket.exchange.views.reach import Reach
from lienket.organizations.models import ContactPath

#: More names than this are counted instead of listed.
_NAMES = 4

_SENT = {
    Message.Purpose.FIRST: gettext_lazy("Sent to {names}"),
    Message.Purpose.CORRECTION: gettext_lazy("Sent to {names}"),
    Message.Purpose.REMINDER: gettext_lazy("Reminder sent to {names}"),
    Message.Purpose.ESCALATION: gettext_lazy("Silence reported to {names}"),
    Message.Purpose.WITHDRAWAL: gettext_lazy("Withdrawal sent to {names}"),
    Message.Purpose.REPLY: gettext_lazy("Reply sent to {names}"),
}
_STEPS = {
    To.DUTY: gettext_lazy("No answer yet: asked whoever is on duty again at {names}"),
    To.FOCAL: gettext_lazy("No answer in time: turned to the focal points of {names}"),
    To.HEAD: gettext_lazy("Still no answer: turned to the heads of {names}"),
    To.SUPERIOR: gettext_lazy("Silence of {names}: told both hierarchies"),
}
_FACTS = {
    "received": (gettext_lazy("{names}: receipt confirmed"), "check", "is-done"),
    "accepted": (gettext_lazy("{names}: duty accepted"), "user-check", "is-seen"),
    "answered": (gettext_lazy("{names}: answered"), "message-reply", "is-done"),
    "done": (gettext_lazy("{names}: carried out"), "circle-check", "is-done"),
}


class Happening(NamedTuple):
    """One line of the timeline."""

    at: datetime
    icon: str
    tone: str
    words: str
    detail: str = ""


class _Key(NamedTuple):
    """What happened to several organizations within five minutes is told in one line."""

    since: datetime
    icon: str
    tone: str
    pattern: str
    detail: str


class Step(NamedTuple):
    """One step that was taken because an answer was missing."""

    at: datetime
    to: str
    messages: int
    organization_id: int
    name: str


def steps_of(bulletin: Bulletin) -> list[Step]:
    """The steps of escalation taken for a bulletin, oldest first."""
    rows = Escalation.objects.filter(
        circle_id=bulletin.circle_id, ask__envelope_id=bulletin.envelope_id
    ).order_by("at", "id")
    return [
        Step(*row)
        for row in rows.values_list(
            "at", "to", "messages", "ask__organization_id", "ask__organization__short_name"
        )
    ]


def story_of(bulletin: Bulletin, reach: Reach, steps: list[Step]) -> list[Happening]:
    """The timeline of a bulletin, oldest first."""
    grouped: dict[_Key, list[str]] = defaultdict(list)
    first: dict[_Key, datetime] = {}

    def tell(
        at: datetime, icon: str, tone: str, pattern: object, name: str, detail: str = ""
    ) -> None:
        since = at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
        key = _Key(since, icon, tone, str(pattern), detail)
        first[key] = min(at, first.get(key, at))
        if name not in grouped[key]:
            grouped[key].append(name)

    for message in _sent(bulletin):
        if message.sent_at:
            pattern = _SENT[Message.Purpose(message.purpose)]
            tell(message.sent_at, "send", "", pattern, message.organization.short_name)
    for attempt in _failures(bulletin):
        channel = ContactPath.Kind(attempt.message.channel).label
        detail = _("{channel}: {reason}").format(
            channel=channel, reason=Reason(attempt.reason or Reason.INTERNAL).label
        )
        name = attempt.message.organization.short_name
        words = _("Not sent to {names}") if attempt.permanent else _("Not yet sent to {names}")
        tell(attempt.at, "alert-triangle", "is-problem", words, name, detail)
    for step in steps:
        if step.organization_id == bulletin.organization_id:
            tell(step.at, "users", "is-late", _("Too few answers: told both hierarchies"), "")
            continue
        detail = "" if step.messages else _("Nobody could be reached this way.")
        tell(step.at, "bell-ringing", "is-late", _STEPS[To(step.to)], step.name, detail)
    for row in reach.rows:
        name = row.receipt.organization.short_name
        for fact in row.facts:
            pattern, icon, tone = _FACTS[fact.fact]
            tell(fact.at, icon, tone, pattern, name, _detail(fact.note, late=fact.late))
            if fact.lapsed_at:
                words = _("{names}: no progress, so the duty is open again")
                tell(fact.lapsed_at, "refresh", "is-late", words, name)
        for call in row.calls:
            icon, tone, words = (
                ("phone-call", "is-seen", _("{names} was reached by phone"))
                if call.reached
                else ("phone-off", "is-problem", _("{names} did not answer the phone"))
            )
            tell(call.called_at, icon, tone, words, name)
    lines = [
        Happening(
            first[key], key.icon, key.tone, key.pattern.format(names=_list(names)), key.detail
        )
        for key, names in grouped.items()
    ]
    return sorted([*_head(bulletin), *lines], key=lambda line: line.at)


def _head(bulletin: Bulletin) -> list[Happening]:
    """Telling by phone, issuing and withdrawing: they happened to the bulletin itself."""
    lines = [Happening(bulletin.issued_at, "speakerphone", "is-seen", _("Bulletin issued"))]
    if bulletin.told_at:
        lines.append(Happening(bulletin.told_at, "phone-call", "is-seen", _("Told by phone")))
    if hasattr(bulletin, "withdrawal"):
        taken_back = bulletin.withdrawal
        words = _("Bulletin withdrawn")
        lines.append(Happening(taken_back.at, "ban", "is-problem", words, taken_back.reason))
    return lines


def _sent(bulletin: Bulletin) -> list[Message]:
    return list(
        Message.objects.filter(
            circle_id=bulletin.circle_id,
            envelope_id=bulletin.envelope_id,
            sent_at__isnull=False,
        ).select_related("organization")
    )


def _failures(bulletin: Bulletin) -> list[Attempt]:
    return list(
        Attempt.objects.filter(
            circle_id=bulletin.circle_id,
            message__envelope_id=bulletin.envelope_id,
            reason__isnull=False,
        )
        .select_related("message__organization")
        .order_by("id")
    )


def _detail(note: str, *, late: bool) -> str:
    words = [_("late")] if late else []
    return " · ".join([*words, *([f"“{note}”"] if note else [])])


def _list(names: list[str]) -> str:
    if len(names) <= _NAMES:
        return ", ".join(names)
    shown, rest = names[: _NAMES - 1], len(names) - _NAMES + 1
    return _("{names} and {count} others").format(names=", ".join(shown), count=rest)
