"""Writing and approving playbooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lienket.circles.actions import open_circle
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.plans import queries, rules
from lienket.plans.actions.tasks import MANAGE, require_member
from lienket.plans.events import PlaybookApproved, PlaybookChanged, PlaybookDrafted
from lienket.plans.models import Playbook, PlaybookStep

TITLE_LIMIT = 200
TEXT_LIMIT = 5_000
STEP_LIMIT = 300
MOST_STEPS = 40


class NoPlaybookTitle(Refusal):
    """Give the playbook a title: the situation in a few words."""

    field = "title"


class NoStepWords(Refusal):
    """Say in one line what is to be done in this step."""

    field = "what"


class BadMinutes(Refusal):
    """A step is due within 1 minute to 7 days."""

    field = "minutes"


class NoEarlierStep(Refusal):
    """A step can only follow one that stands before it."""

    field = "after"


class TooManySteps(Refusal):
    """A playbook has at most 40 steps. Split it into two."""


class PlaybookIsApproved(Refusal):
    """This version was approved and does not change any more. Begin a new version."""


class OnlyItsKeeper(NotAllowed):
    """Only the organization that keeps this playbook may change it."""


class OnlyTheChairApproves(NotAllowed):
    """Only the organization that chairs the circle approves a playbook."""


class NobodyInvolved(Refusal):
    """A playbook involves at least one organization besides whoever starts it."""


class NotInForce(Refusal):
    """This version is not in force: it is a draft, or another one took its place."""


@dataclass(frozen=True)
class Head:
    """What a playbook says besides its steps."""

    title: str
    situation: str
    notice: str = ""
    urgency: str = Playbook.Urgency.IMMEDIATE

    def into(self, playbook: Playbook, *, not_secret: bool) -> None:
        """Check it and put it into a row."""
        with about("title"):
            playbook.title = clean_line(self.title, TITLE_LIMIT, not_secret=not_secret)
        if not playbook.title:
            raise NoPlaybookTitle
        with about("situation"):
            playbook.situation = clean_text(self.situation, TEXT_LIMIT, not_secret=not_secret)
        with about("notice"):
            playbook.notice = clean_text(self.notice, TEXT_LIMIT, not_secret=not_secret)
        playbook.urgency = Playbook.Urgency(self.urgency)


@dataclass(frozen=True)
class StepDraft:
    """One step as it is written. Without an organization: whoever starts the playbook."""

    what: str
    minutes: int
    organization_id: int | None = None
    after: int | None = None
    asks_answer: bool = False


def write_playbook(
    *, circle_id: int, head: Head, by: Member, now: datetime, not_secret: bool = False
) -> Playbook:
    """Begin a playbook. Raises Circle.DoesNotExist, CircleClosed and NoPlaybookTitle."""
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    playbook = Playbook(circle=circle, organization_id=by.organization_id, drafted_at=now)
    head.into(playbook, not_secret=not_secret)
    playbook.save()
    journal.record(PlaybookDrafted(playbook.id), by=by, at=now, circle_id=circle.id)
    return playbook


def change_playbook(
    *, playbook_id: int, head: Head, by: Member, now: datetime, not_secret: bool = False
) -> Playbook:
    """Change the head of a draft. Raises OnlyItsKeeper and PlaybookIsApproved."""
    by.require(MANAGE)
    playbook = _draft(playbook_id, by)
    head.into(playbook, not_secret=not_secret)
    playbook.save()
    journal.record(PlaybookChanged(playbook.id), by=by, at=now, circle_id=playbook.circle_id)
    return playbook


def set_steps(
    *,
    playbook_id: int,
    steps: Sequence[StepDraft],
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Playbook:
    """Replace the steps of a draft, in this order; they are numbered from 1.

    Raises OnlyItsKeeper, PlaybookIsApproved, NoStepWords, BadMinutes, NoEarlierStep, NotAMember
    and TooManySteps.
    """
    by.require(MANAGE)
    playbook = _draft(playbook_id, by)
    if len(steps) > MOST_STEPS:
        raise TooManySteps
    rows = []
    for number, step in enumerate(steps, start=1):
        with about("what"):
            what = clean_line(step.what, STEP_LIMIT, not_secret=not_secret)
        if not what:
            raise NoStepWords
        if not 1 <= step.minutes <= rules.LONGEST_MINUTES:
            raise BadMinutes
        if step.after is not None and not 1 <= step.after < number:
            raise NoEarlierStep
        if step.organization_id is not None:
            require_member(playbook.circle_id, step.organization_id, now)
        rows.append(
            PlaybookStep(
                circle_id=playbook.circle_id,
                playbook=playbook,
                number=number,
                organization_id=step.organization_id,
                what=what,
                minutes=step.minutes,
                after=step.after,
                asks_answer=step.asks_answer,
            )
        )
    playbook.steps.all().delete()
    PlaybookStep.objects.bulk_create(rows)
    journal.record(PlaybookChanged(playbook.id), by=by, at=now, circle_id=playbook.circle_id)
    return playbook


def new_version(*, playbook_id: int, by: Member, now: datetime) -> Playbook:
    """Begin the next version of a playbook in force, as a draft with the same words and steps.

    A draft that exists already is returned. Raises OnlyItsKeeper and NotInForce.
    """
    by.require(MANAGE)
    old = in_force(playbook_id, by)
    _require_keeper(old, by)
    begun = Playbook.objects.filter(replaces=old).first()
    if begun:
        return begun
    draft = Playbook.objects.create(
        circle_id=old.circle_id,
        organization_id=old.organization_id,
        title=old.title,
        situation=old.situation,
        notice=old.notice,
        urgency=old.urgency,
        version=old.version + 1,
        replaces=old,
        drafted_at=now,
    )
    PlaybookStep.objects.bulk_create(
        PlaybookStep(
            circle_id=old.circle_id,
            playbook=draft,
            number=step.number,
            organization_id=step.organization_id,
            what=step.what,
            minutes=step.minutes,
            after=step.after,
            asks_answer=step.asks_answer,
        )
        for step in old.steps.order_by("number")
    )
    journal.record(PlaybookDrafted(draft.id), by=by, at=now, circle_id=draft.circle_id)
    return draft


def approve(*, playbook_id: int, by: Member, now: datetime) -> Playbook:
    """As the chair of the circle, put a playbook into force; an earlier version ends with it.

    Raises OnlyTheChairApproves, PlaybookIsApproved and NobodyInvolved.
    """
    by.require(MANAGE)
    playbook = _locked(playbook_id, by)
    if playbook.circle.chair_id != by.organization_id:
        raise OnlyTheChairApproves
    if playbook.approved_at:
        raise PlaybookIsApproved
    named = playbook.steps.exclude(organization=None)
    if not named.exists():
        raise NobodyInvolved
    playbook.approved_at = now
    playbook.save(update_fields=["approved_at"])
    if playbook.replaces_id:
        Playbook.objects.filter(id=playbook.replaces_id).update(retired_at=now)
    journal.record(PlaybookApproved(playbook.id), by=by, at=now, circle_id=playbook.circle_id)
    return playbook


# ---- Steps of these ----------------------------------------------------------------------------


def _locked(playbook_id: int, by: Actor) -> Playbook:
    return queries.playbooks_for(by).select_for_update(of=("self",)).get(id=playbook_id)


def _draft(playbook_id: int, by: Member) -> Playbook:
    playbook = _locked(playbook_id, by)
    _require_keeper(playbook, by)
    if playbook.approved_at:
        raise PlaybookIsApproved
    return playbook


def in_force(playbook_id: int, by: Member) -> Playbook:
    """A playbook that holds now. Raises NotInForce."""
    playbook = _locked(playbook_id, by)
    if playbook.approved_at is None or playbook.retired_at:
        raise NotInForce
    return playbook


def _require_keeper(playbook: Playbook, by: Member) -> None:
    if by.organization_id not in {playbook.organization_id, playbook.circle.chair_id}:
        raise OnlyItsKeeper
