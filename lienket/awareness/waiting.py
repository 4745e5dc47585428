"""What waits for an organization: closing words, and whether others may read a story about it."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.awareness import queries
from lienket.awareness.actions.common import today as local_day
from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.obligations.rules.spans import midnight


@waits
def to_close(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Movements that are over and that nobody has summed up."""
    for one in queries.to_close(by, local_day(now))[:most]:
        yield Waiting(
            url=reverse("awareness:movement", args=[one.id]),
            icon="heart-handshake",
            label=_("Movement {number}").format(number=one.reference),
            title=one.title,
            source=one.circle.name,
            button=_("Sum it up"),
            since=midnight(one.ends_on),
        )


@waits
def to_answer(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Stories about the organization that others may read once it agrees."""
    for one in queries.to_answer(by)[:most]:
        story = one.story
        yield Waiting(
            url=reverse("awareness:story", args=[story.id]),
            icon="heart-handshake",
            label=_("Story {number}").format(number=story.reference),
            title=story.title,
            source=f"{story.organization.name} · {story.circle.name}",
            button=_("Read and answer"),
            due_at=one.ask.due_at if one.ask else None,
        )


@waits
def to_publish(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Stories that all concerned want everybody to read."""
    for one in queries.to_publish(by)[:most]:
        yield Waiting(
            url=reverse("awareness:story", args=[one.id]),
            icon="heart-handshake",
            label=_("Story {number}").format(number=one.reference),
            title=one.title,
            source=one.circle.name,
            button=_("Publish"),
            since=one.proposed_at,
        )
