"""How things stand, in words: for lists, heads and histories."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.awareness.actions.sessions import recorded
from lienket.awareness.models import (
    Audience,
    Correction,
    Kind,
    Material,
    Movement,
    Session,
    Story,
    Topic,
)
from lienket.awareness.rules import Standing
from lienket.organizations.models import Organization

#: What a correction may have changed, in the order in which it is told.
_FACTS: dict[str, Promise] = {
    "title": _("What it was about"),
    "kind": _("Kind of session"),
    "topic": _("Topic"),
    "held_on": _("Held on"),
    "where": _("Where"),
    "audience": _("Who listened"),
    "attendance": _("How many people came"),
    "movement": _("Movement"),
    "co_organizers": _("Organized together with"),
    "materials": _("Handed out"),
}
#: Icon, tone and word of how a movement stands.
_MOVEMENTS: dict[Standing, tuple[str, str, Promise]] = {
    Standing.AHEAD: ("calendar-time", "", _("Launched")),
    Standing.RUNNING: ("player-play", "state-seen", _("Running")),
    Standing.OVER: ("writing", "state-problem", _("Over, without closing words")),
    Standing.CLOSED: ("circle-check", "state-done", _("Closed")),
}
_CHOICES = {"kind": Kind, "topic": Topic, "audience": Audience}


@dataclass(frozen=True)
class MovementRow:
    """A movement and how it stands today."""

    movement: Movement
    standing: Standing

    @classmethod
    def of(cls, movement: Movement, today: date) -> "MovementRow":
        """How it stands today."""
        return cls(movement, movement.standing(today))

    @property
    def look(self) -> dict[str, object]:
        """Icon, tone and word."""
        icon, tone, word = _MOVEMENTS[self.standing]
        return {"icon": icon, "tone": tone, "word": word}


@dataclass(frozen=True)
class StoryRow:
    """A story and who reads it."""

    story: Story
    look: dict[str, object]

    @classmethod
    def of(cls, story: Story) -> "StoryRow":
        """Who reads it today."""
        public = getattr(story, "publication", None)
        if story.withdrawn_at:
            look = ("ban", "", _("Withdrawn"))
        elif public and not public.withdrawn_at:
            look = ("speakerphone", "state-done", _("Everybody reads it"))
        elif story.shared_at:
            look = ("users-group", "state-seen", _("Members read it"))
        else:
            look = ("hourglass", "", _("Waits for those concerned"))
        return cls(story, dict(zip(("icon", "tone", "word"), look, strict=True)))


@dataclass(frozen=True)
class Change:
    """A correction: what stood there before and what it was changed to, fact by fact."""

    correction: Correction
    facts: list[tuple[Promise, str, str]]


def corrected(session: Session) -> list[Change]:
    """How a session was corrected, the latest first."""
    says, changes = recorded(session), []
    for one in session.corrections.order_by("-at", "-id"):
        facts = [
            (label, _words(name, one.before[name]), _words(name, says[name]))
            for name, label in _FACTS.items()
            if name in one.before
        ]
        changes.append(Change(one, facts))
        says = {**says, **one.before}
    return changes


def _words(name: str, value: Any) -> str:
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    if name == "held_on":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if name == "co_organizers":
        return _names(value)
    if name == "materials":
        return _pieces(value)
    return str(value) or "—"


def _names(ids: Iterable[int]) -> str:
    named = Organization.objects.filter(id__in=list(ids)).order_by("short_name")
    return ", ".join(named.values_list("short_name", flat=True)) or "—"


def _pieces(counted: Mapping[str, int]) -> str:
    said = (f"{Material.Kind(kind).label}: {count}" for kind, count in sorted(counted.items()))
    return "; ".join(said) or "—"
