"""Which stories somebody may read, whom they wait for, and what the public reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from lienket.awareness.models import Consent, Story
from lienket.delivery.models import Message
from lienket.kernel.actors import Actor, LinkHolder, Member

#: What letters about stories are about, as `delivery.Envelope.kind`.
STORY = "story"
#: So many stories stand on the public page.
SHOWN = 100


def stories_for(by: Actor) -> QuerySet[Story]:
    """What all agreed to share in the circles of `by`, and what its organization tells or answers.

    A link opens the one it was sent about.
    """
    asked = Consent.objects.filter(story=OuterRef("id"), organization_id__in=by.organizations)
    shared = Q(shared_at__isnull=False, withdrawn_at=None)
    found = Story.objects.filter(
        shared | Q(organization_id__in=by.organizations) | Exists(asked),
        circle_id__in=by.circles,
    )
    if isinstance(by, LinkHolder):
        about = Message.objects.filter(id=by.message_id, envelope__kind=STORY)
        found = found.filter(reference__in=about.values("envelope__reference"))
    return found.select_related("organization", "person_of", "circle", "publication").order_by(
        "-at", "-id"
    )


def consents_for(by: Actor) -> QuerySet[Consent]:
    """What `by`'s organization is, or was, asked about stories."""
    found = Consent.objects.filter(
        organization_id__in=by.organizations, story__in=stories_for(by).order_by()
    )
    return found.select_related("story__circle", "story__organization", "ask")


def to_answer(by: Actor) -> QuerySet[Consent]:
    """What it has not answered yet, the earliest due first."""
    open_ = consents_for(by).filter(answered_at=None, story__withdrawn_at=None)
    return open_.order_by("ask__due_at", "id")


def to_publish(by: Member) -> QuerySet[Story]:
    """Stories that `by`'s organization tells, and to whose publication all concerned agreed."""
    public = Consent.objects.filter(story=OuterRef("id"), purpose=Consent.Purpose.PUBLIC)
    return stories_for(by).filter(
        ~Exists(public.exclude(agrees=True)),
        organization_id=by.organization_id,
        proposed_at__isnull=False,
        withdrawn_at=None,
        publication=None,
    )


@dataclass(frozen=True)
class Shown:
    """What everybody may read of a story."""

    code: str
    title: str
    text: str
    publisher: str
    published_at: datetime
    withdrawn_at: datetime | None


def public_stories() -> list[Shown]:
    """All published stories, the newest first, for everybody."""
    return list(_shown("app_public_stories(%s)", SHOWN))


def public_story(code: str) -> Shown | None:
    """The story with a code, even if it was withdrawn; None for an unknown one."""
    return next(_shown("app_public_story(%s)", code), None)


def _shown(function: str, given: str | int) -> Iterator[Shown]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}", [given])
        yield from (Shown(*row) for row in cursor.fetchall())
