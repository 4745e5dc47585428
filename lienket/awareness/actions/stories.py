"""Telling a good example, and asking those concerned whether others may read it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from lienket.awareness import queries, rules
from lienket.awareness.actions.common import ANSWER, ISSUE, reason_of, title_of, words_of
from lienket.awareness.events import StoryAnswered, StoryTold
from lienket.awareness.models import Consent, Story
from lienket.circles.actions import open_circle, require_full_member, take_number
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.documents.guard.traces import Trace, trace_in
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, all_at_once
from lienket.kernel.rows import insert
from lienket.plans.actions.tasks import require_member
from lienket.plans.rules import ladder


class PersonNamed(Refusal):
    """“{words}” looks like the name of a person. Write “a worker” or “a guard team”, or tick that
    the person is to be named, who is then asked.
    """


class LeadsSomewhere(Refusal):
    """“{words}” looks like a link, an account or a number. Leave it out."""


class WhoseIsThePerson(Refusal):
    """Say to which organization the person belongs; it asks the person."""

    field = "person_of"


class AskThePersonFirst(Refusal):
    """Ask the person concerned first, and tick that this person agrees."""

    field = "person_agrees"


class AnsweredAlready(Refusal):
    """This was answered, and others read the story by now. It can be withdrawn at any time."""

    status = 409


class StoryIsWithdrawn(Refusal):
    """This story was withdrawn; nothing more is done with it."""

    status = 409


class OnlyTheTeller(NotAllowed):
    """Only the organization that tells this story may do this. Ask it to."""


@dataclass(frozen=True)
class StoryDraft:
    """A story as it is told: whom it concerns, and whether it is about a person who is named."""

    title: str
    text: str
    concerned: tuple[int, ...] = ()
    person_of_id: int | None = None
    names_person: bool = False
    # Of one's own organization: the person was asked and agrees.
    person_agrees: bool = False

    def cleaned(
        self, circle_id: int, by: Member, now: datetime, *, not_secret: bool
    ) -> "StoryDraft":
        """The same, tidied; everything that makes no sense is told at once."""
        with all_at_once() as part:
            with part("title"):
                title = title_of(self.title, not_secret=not_secret)
                self._require_nobody(title)
            with part("text"):
                text = words_of("text", self.text, not_secret=not_secret)
                self._require_nobody(text)
            with part("concerned"):
                for organization_id in self.concerned:
                    require_member(circle_id, organization_id, now)
            with part("person_of"):
                if self.names_person and self.person_of_id is None:
                    raise WhoseIsThePerson
                if self.person_of_id is not None:
                    require_member(circle_id, self.person_of_id, now)
            with part("person_agrees"):
                if self.person_of_id == by.organization_id and not self.person_agrees:
                    raise AskThePersonFirst
        concerned = {*self.concerned, *([self.person_of_id] if self.person_of_id else [])}
        return replace(
            self,
            title=title,
            text=text,
            concerned=tuple(sorted(concerned - {by.organization_id})),
        )

    def _require_nobody(self, text: str) -> None:
        found = trace_in(text)
        if found is None or (found.trace is Trace.PERSON and self.names_person):
            return
        raise (PersonNamed if found.trace is Trace.PERSON else LeadsSomewhere)(words=found.words)


def tell_story(
    *, circle_id: int, draft: StoryDraft, by: Member, now: datetime, not_secret: bool = False
) -> Story:
    """Write a story down and ask those concerned; until all agree nobody else reads it.

    Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers, and what the draft refuses.
    """
    by.require(ISSUE)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    draft = draft.cleaned(circle.id, by, now, not_secret=not_secret)
    story = Story.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        reference=take_number(circle, rules.STORY_PREFIX, now=now),
        title=draft.title,
        text=draft.text,
        person_of_id=draft.person_of_id,
        names_person=draft.names_person,
        by=by.id,
        at=now,
    )
    ask_concerned(
        story, Consent.Purpose.CIRCLE, draft.concerned, person_agrees=draft.person_agrees, now=now
    )
    _share_if_agreed(story, now)
    journal.record(StoryTold(story.id), by=by, at=now, circle_id=circle.id)
    return story


def answer(
    *,
    consent_id: int,
    agrees: bool,
    by: Actor,
    now: datetime,
    person_agrees: bool = False,
    reason: str = "",
    not_secret: bool = False,
) -> Consent:
    """Say whether others may read a story; who does not agree says why.

    An answer can be changed until others read the story by it. Raises Consent.DoesNotExist,
    StoryIsWithdrawn, AnsweredAlready, AskThePersonFirst and NoReason.
    """
    by.require(ANSWER)
    consent = queries.consents_for(by).get(id=consent_id)
    if consent.ask_id:
        list(Ask.objects.filter(id=consent.ask_id).select_for_update().values_list("id"))
    story = locked(consent.story_id, by)
    if _is_carried_out(consent, story):
        raise AnsweredAlready
    if agrees and consent.organization_id == story.person_of_id and not person_agrees:
        raise AskThePersonFirst
    consent.reason = "" if agrees else reason_of(reason, not_secret=not_secret)
    consent.agrees, consent.answered_at = agrees, now
    consent.person_agrees = agrees and person_agrees
    consent.save(update_fields=["agrees", "person_agrees", "reason", "answered_at"])
    if consent.ask_id:
        envelope_id = Ask.objects.values_list("envelope_id", flat=True).get(id=consent.ask_id)
        escalation.settle(consent.ask_id, now=now)
        delivery.cancel_unsent(envelope_id, [consent.organization_id])
    if consent.purpose == Consent.Purpose.CIRCLE:
        _share_if_agreed(story, now)
    news = StoryAnswered(story.id, consent.organization_id)
    journal.record(news, by=by, at=now, circle_id=story.circle_id)
    return consent


def ask_concerned(
    story: Story,
    purpose: Consent.Purpose,
    concerned: Collection[int],
    *,
    person_agrees: bool,
    now: datetime,
) -> None:
    """Ask those concerned by a story; whoever tells it agrees by asking."""
    Consent.objects.create(
        circle_id=story.circle_id,
        story=story,
        organization_id=story.organization_id,
        purpose=purpose,
        agrees=True,
        person_agrees=person_agrees and story.person_of_id == story.organization_id,
        answered_at=now,
    )
    if not concerned:
        return
    due_at = now + rules.CONSENT_WITHIN
    envelope = insert(
        Envelope(
            circle_id=story.circle_id,
            organization_id=story.organization_id,
            kind=queries.STORY,
            reference=story.reference,
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=due_at,
        )
    )
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=list(concerned),
        plan=ladder(rules.CONSENT_WITHIN),
        due_at=due_at,
        now=now,
    )
    Consent.objects.bulk_create(
        Consent(
            circle_id=story.circle_id,
            story=story,
            organization_id=organization_id,
            purpose=purpose,
            ask_id=ask_id,
        )
        for organization_id, ask_id in asks.items()
    )
    delivery.tell(envelope, list(concerned), now=now)


def locked(story_id: int, by: Actor) -> Story:
    """A story that was not withdrawn, held.

    Raises Story.DoesNotExist, CircleClosed and StoryIsWithdrawn.
    """
    story = queries.stories_for(by).select_for_update(of=("self",)).get(id=story_id)
    open_circle(story.circle_id, by)
    if story.withdrawn_at:
        raise StoryIsWithdrawn
    return story


def of_teller(story_id: int, by: Member) -> Story:
    """A story that `by`'s organization tells, held. Raises OnlyTheTeller."""
    by.require(ISSUE)
    story = locked(story_id, by)
    if story.organization_id != by.organization_id:
        raise OnlyTheTeller
    return story


def _is_carried_out(consent: Consent, story: Story) -> bool:
    if consent.purpose == Consent.Purpose.CIRCLE:
        return story.shared_at is not None
    return hasattr(story, "publication")


def _share_if_agreed(story: Story, now: datetime) -> None:
    """Let all members read it once everybody concerned has agreed."""
    asked = story.consents.filter(purpose=Consent.Purpose.CIRCLE)
    if rules.all_agree(asked.values_list("agrees", flat=True)):
        story.shared_at = now
        story.save(update_fields=["shared_at"])
