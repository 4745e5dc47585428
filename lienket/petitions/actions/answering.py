"""Answering petitions, and handing them on to whoever can."""

from collections.abc import Sequence
from datetime import datetime

from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.persons import words
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal
from lienket.petitions.actions.asking import AsksItself
from lienket.petitions.actions.common import (
    of_responsible,
    open_ask,
    reason_of,
    settle_ask,
    tell_asker,
)
from lienket.petitions.events import PetitionAnswered, PetitionHandedOn
from lienket.petitions.models import Answer, AnswerFile, Petition, Routing
from lienket.plans.actions.tasks import require_member

TEXT_LIMIT = 10_000


class NoAnswer(Refusal):
    """Write the answer."""

    field = "text"


class AnsweredAlready(Refusal):
    """This petition was answered; it is not handed on any more."""

    status = 409


class HandedToItself(Refusal):
    """Your organization has it already. Choose another one."""

    field = "organization"


class Confidential(Refusal):
    """A confidential petition stays between the two. Answer it; the asker may put it to others."""


def hand_on(
    *,
    petition_id: int,
    organization_id: int,
    reason: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Petition:
    """As whoever must answer, hand a petition on; it stays due by the same time.

    Raises Petition.DoesNotExist, OnlyWhoAnswers, Confidential, AnsweredAlready, HandedToItself,
    AsksItself, NotAMember and NoReason.
    """
    petition = of_responsible(petition_id, by)
    if petition.confidential:
        raise Confidential
    if petition.answered_at:
        raise AnsweredAlready
    if organization_id == petition.responsible_id:
        raise HandedToItself
    if organization_id == petition.organization_id:
        refusal = AsksItself()
        refusal.field = "organization"
        raise refusal
    require_member(petition.circle_id, organization_id, now)
    Routing.objects.create(
        circle_id=petition.circle_id,
        petition=petition,
        from_organization_id=petition.responsible_id,
        to_organization_id=organization_id,
        reason=reason_of(reason, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    petition.responsible_id = organization_id
    petition.save(update_fields=["responsible"])
    open_ask(petition, now=now)
    journal.record(
        PetitionHandedOn(petition.id, organization_id), by=by, at=now, circle_id=petition.circle_id
    )
    return petition


def answer(
    *,
    petition_id: int,
    text: str,
    by: Actor,
    now: datetime,
    files: Sequence[Inspected] = (),
    not_secret: bool = False,
) -> Answer:
    """Answer a petition, or add to the answer; the asking stops and the asker hears of it.

    Raises Petition.DoesNotExist, OnlyWhoAnswers, PetitionWithdrawnBefore and NoAnswer.
    """
    petition = of_responsible(petition_id, by)
    given = write_answer(petition, text, by=by, now=now, not_secret=not_secret)
    for inspected in files:
        file = documents.keep(inspected, circle_id=petition.circle_id, by=by, now=now)
        AnswerFile.objects.create(circle_id=petition.circle_id, answer=given, file=file)
    settle_ask(petition, now=now)
    tell_asker(petition, now=now)
    return given


def write_answer(
    petition: Petition,
    text: str,
    *,
    by: Actor,
    now: datetime,
    on_the_spot: bool = False,
    field: str = "text",
    not_secret: bool = False,
) -> Answer:
    """Check and record an answer of the responsible organization; `field` is where it stands."""
    text = words(field, text, TEXT_LIMIT, not_secret=not_secret)
    if not text:
        raise NoAnswer
    # What is added to an answer that stands was not due.
    late = petition.answered_at is None and now > petition.due_at
    given = Answer.objects.create(
        circle_id=petition.circle_id,
        petition=petition,
        organization_id=petition.responsible_id,
        text=text,
        on_the_spot=on_the_spot,
        late=late,
        by=by.id,
        at=now,
    )
    petition.first_answered_at = petition.first_answered_at or now
    petition.answered_at = petition.answered_at or now
    petition.late = petition.late or late
    petition.save(update_fields=["first_answered_at", "answered_at", "late"])
    journal.record(
        PetitionAnswered(petition.id, petition.responsible_id),
        by=by,
        at=now,
        circle_id=petition.circle_id,
    )
    return given
