"""Letting everybody read a story, and taking it back."""

import secrets
from datetime import datetime

from lienket.awareness import queries, rules
from lienket.awareness.actions.common import ANSWER, reason_of
from lienket.awareness.actions.stories import (
    AskThePersonFirst,
    ask_concerned,
    locked,
    of_teller,
)
from lienket.awareness.events import StoryProposed, StoryPublished, StoryWithdrawn
from lienket.awareness.models import Consent, PublicStory, Story, Withdrawal
from lienket.delivery import actions as delivery
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal


class NotSharedYet(Refusal):
    """Members do not read this story yet: somebody concerned has not agreed."""

    status = 409


class ProposedAlready(Refusal):
    """Those concerned were asked about the publication already."""

    status = 409


class NotAllAgree(Refusal):
    """Not everybody concerned has agreed to the publication."""

    status = 409


class PublishedAlready(Refusal):
    """This story was published already."""

    status = 409


class NotPublic(Refusal):
    """The public does not read this story."""

    status = 409


class OnlyThoseConcerned(NotAllowed):
    """Only the organization that tells this story, or one that it concerns, may do this."""


def propose_publication(
    *, story_id: int, by: Member, now: datetime, person_agrees: bool = False
) -> Story:
    """Ask those concerned, once more and separately, whether everybody may read the story.

    Raises Story.DoesNotExist, OnlyTheTeller, StoryIsWithdrawn, NotSharedYet, ProposedAlready and
    AskThePersonFirst.
    """
    story = of_teller(story_id, by)
    if story.shared_at is None:
        raise NotSharedYet
    if story.proposed_at:
        raise ProposedAlready
    if story.person_of_id == by.organization_id and not person_agrees:
        raise AskThePersonFirst
    others = story.consents.filter(purpose=Consent.Purpose.CIRCLE).exclude(
        organization_id=by.organization_id
    )
    concerned = list(others.values_list("organization_id", flat=True))
    ask_concerned(story, Consent.Purpose.PUBLIC, concerned, person_agrees=person_agrees, now=now)
    story.proposed_at = now
    story.save(update_fields=["proposed_at"])
    journal.record(StoryProposed(story.id), by=by, at=now, circle_id=story.circle_id)
    return story


def publish(*, story_id: int, by: Member, now: datetime) -> PublicStory:
    """Copy a story to where everybody reads it, once all concerned agreed to that.

    Raises Story.DoesNotExist, OnlyTheTeller, StoryIsWithdrawn, NotAllAgree and PublishedAlready.
    """
    story = of_teller(story_id, by)
    if PublicStory.objects.filter(story=story).exists():
        raise PublishedAlready
    asked = story.consents.filter(purpose=Consent.Purpose.PUBLIC)
    answers = list(asked.values_list("agrees", flat=True))
    if not answers or not rules.all_agree(answers):
        raise NotAllAgree
    published = PublicStory.objects.create(
        circle_id=story.circle_id,
        story=story,
        code="".join(secrets.choice(rules.CODE_LETTERS) for _ in range(rules.CODE_LENGTH)),
        title=story.title,
        text=story.text,
        organization_id=by.organization_id,
        publisher=by.organization_name,
        published_at=now,
    )
    journal.record(StoryPublished(story.id), by=by, at=now, circle_id=story.circle_id)
    return published


def withdraw(
    *,
    story_id: int,
    reason: str,
    by: Member,
    now: datetime,
    public_only: bool = False,
    not_secret: bool = False,
) -> Withdrawal:
    """Take a story back, from the public only or altogether; each one concerned may, at any time.

    Raises Story.DoesNotExist, OnlyThoseConcerned, StoryIsWithdrawn, NotPublic and NoReason.
    """
    by.require(ANSWER)
    story = locked(story_id, by)
    if not queries.consents_for(by).filter(story=story).exists():
        raise OnlyThoseConcerned
    public = PublicStory.objects.filter(story=story, withdrawn_at=None)
    if public_only and not public.exists():
        raise NotPublic
    withdrawal = Withdrawal.objects.create(
        circle_id=story.circle_id,
        story=story,
        organization_id=by.organization_id,
        public_only=public_only,
        reason=reason_of(reason, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    # Nothing of what was public stays behind.
    public.update(title="", text="", withdrawn_at=now)
    if not public_only:
        story.withdrawn_at = now
        story.save(update_fields=["withdrawn_at"])
        _ask_no_more(story, now)
    news = StoryWithdrawn(story.id, by.organization_id)
    journal.record(news, by=by, at=now, circle_id=story.circle_id)
    return withdrawal


def _ask_no_more(story: Story, now: datetime) -> None:
    asked = story.consents.filter(ask__isnull=False).values_list("ask__envelope_id", flat=True)
    for envelope_id in set(asked):
        escalation.release_all(envelope_id, now=now)
        delivery.cancel_unsent(envelope_id)
