"""What the asker says of an answer: satisfied or not, insufficient, withdrawn, shown to all."""

from datetime import datetime

from django.utils import timezone

from lienket.documents.guard.persons import line
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal
from lienket.petitions import rules
from lienket.petitions.actions.common import (
    REASON_LIMIT,
    close_ask,
    of_asker,
    open_ask,
    reason_of,
)
from lienket.petitions.events import (
    AnswerPublished,
    PetitionJudged,
    PetitionReturned,
    PetitionWithdrawn,
)
from lienket.petitions.models import Petition, Publication, Return, Satisfaction, Withdrawal
from lienket.plans.rules import closing_of


class NotAnsweredYet(Refusal):
    """This petition has no answer yet, or it was returned."""

    status = 409


class NothingToPublish(Refusal):
    """Only the answer to a confidential petition is shown to the whole circle, and only once."""

    status = 409


def judge(
    *,
    petition_id: int,
    satisfied: bool,
    by: Actor,
    now: datetime,
    words: str = "",
    not_secret: bool = False,
) -> Satisfaction:
    """As the asker, say whether the answer satisfies; the last word holds.

    Raises Petition.DoesNotExist, OnlyTheAsker, PetitionWithdrawnBefore and NotAnsweredYet.
    """
    petition = _answered(petition_id, by)
    said = Satisfaction.objects.create(
        circle_id=petition.circle_id,
        petition=petition,
        satisfied=satisfied,
        words=line("words", words, REASON_LIMIT, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    petition.satisfied = satisfied
    petition.save(update_fields=["satisfied"])
    journal.record(PetitionJudged(petition.id), by=by, at=now, circle_id=petition.circle_id)
    return said


def return_(
    *, petition_id: int, reason: str, by: Actor, now: datetime, not_secret: bool = False
) -> Return:
    """As the asker, return an insufficient answer: it is asked again, within a week at least.

    Raises as `judge`, and NoReason.
    """
    petition = _answered(petition_id, by)
    again = closing_of(rules.due_day(timezone.localdate(now), rules.AGAIN_DAYS))
    returned = Return.objects.create(
        circle_id=petition.circle_id,
        petition=petition,
        reason=reason_of(reason, not_secret=not_secret),
        due_before=petition.due_at,
        due_at=max(again, petition.due_at),
        by=by.id,
        at=now,
    )
    petition.due_at, petition.answered_at, petition.satisfied = returned.due_at, None, None
    petition.save(update_fields=["due_at", "answered_at", "satisfied"])
    open_ask(petition, now=now)
    journal.record(PetitionReturned(petition.id), by=by, at=now, circle_id=petition.circle_id)
    return returned


def withdraw(
    *, petition_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Withdrawal:
    """As the asker, ask no more; the petition and what was said stay on record.

    Raises Petition.DoesNotExist, OnlyTheAsker, PetitionWithdrawnBefore and NoReason.
    """
    petition = of_asker(petition_id, by)
    withdrawal = Withdrawal.objects.create(
        circle_id=petition.circle_id,
        petition=petition,
        reason=reason_of(reason, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    petition.withdrawn_at = now
    petition.save(update_fields=["withdrawn_at"])
    close_ask(petition, now=now)
    journal.record(PetitionWithdrawn(petition.id), by=by, at=now, circle_id=petition.circle_id)
    return withdrawal


def publish(*, petition_id: int, by: Member, now: datetime) -> Publication:
    """As the asker, copy the question and the last answer to the whole circle, without saying who
    asked.

    Raises Petition.DoesNotExist, OnlyTheAsker, NotAnsweredYet and NothingToPublish.
    """
    petition = _answered(petition_id, by)
    parent_id = petition.circle.parent_id
    if parent_id is None or petition.published_at:
        raise NothingToPublish
    given = petition.answers.latest("at", "id")
    published = Publication.objects.create(
        circle_id=parent_id,
        topic=petition.topic,
        title=petition.title,
        answer=given.text,
        organization_id=given.organization_id,
        answered_at=given.at,
        at=now,
    )
    petition.published_at = now
    petition.save(update_fields=["published_at"])
    journal.record(AnswerPublished(published.id), by=by, at=now, circle_id=parent_id)
    return published


def _answered(petition_id: int, by: Actor) -> Petition:
    petition = of_asker(petition_id, by)
    if petition.answered_at is None:
        raise NotAnsweredYet
    return petition
