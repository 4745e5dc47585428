"""Raising petitions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lienket.circles import actions as circle_actions
from lienket.circles.actions import open_circle, take_number
from lienket.circles.models import Circle
from lienket.documents.guard.persons import line, words
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.meetings.models import Meeting
from lienket.petitions import rules
from lienket.petitions.actions.common import ANSWER, open_ask
from lienket.petitions.events import PetitionRaised
from lienket.petitions.models import Petition
from lienket.plans.actions.tasks import NotAMember, require_member
from lienket.plans.rules import closing_of

TITLE_LIMIT, DETAIL_LIMIT, COLLECTIVE_LIMIT = 300, 5_000, 200

__all__ = ["ANSWER", "Statement", "raise_petition", "write"]


class NoQuestion(Refusal):
    """Write the question or proposal in one line."""

    field = "title"


class NoCollective(Refusal):
    """Say for which contractor or group of workers you ask, without naming a person."""

    field = "collective"


class DueInThePast(Refusal):
    """An answer cannot be due before tomorrow. Choose a later day."""

    field = "due_on"


class DueTooLate(Refusal):
    """An answer is due within 180 days. Choose an earlier day."""

    field = "due_on"


class AsksItself(Refusal):
    """An organization does not petition itself. Choose another one to answer."""

    field = "responsible"


@dataclass(frozen=True)
class Statement:
    """What is asked. Without `responsible_id` the chair of the circle finds out who answers."""

    title: str
    topic: str = Petition.Topic.OTHER
    responsible_id: int | None = None
    voice: str = Petition.Voice.ORGANIZATION
    collective: str = ""
    detail: str = ""
    due_on: date | None = None


def raise_petition(
    *,
    circle_id: int,
    statement: Statement,
    by: Member,
    now: datetime,
    confidential: bool = False,
    not_secret: bool = False,
) -> Petition:
    """Put a question to another member of a circle, which must answer by a day.

    A confidential one is seen by the two alone. Raises Circle.DoesNotExist, CircleClosed,
    NotAMember and the refusals above about what was filled in.
    """
    by.require(ANSWER)
    circle = open_circle(circle_id, by)
    petition = write(
        circle,
        statement,
        asker_id=by.organization_id,
        by=by,
        now=now,
        confidential=confidential,
        not_secret=not_secret,
    )
    open_ask(petition, now=now)
    return petition


def write(
    circle: Circle,
    statement: Statement,
    *,
    asker_id: int,
    by: Member,
    now: datetime,
    meeting: Meeting | None = None,
    confidential: bool = False,
    not_secret: bool = False,
) -> Petition:
    """Check a statement, number it and record it; nobody is asked yet."""
    responsible_id = statement.responsible_id or circle.chair_id
    require_at("asker", circle.id, asker_id, now)
    if responsible_id == asker_id:
        raise AsksItself
    require_at("responsible", circle.id, responsible_id, now)
    petition = Petition(
        organization_id=asker_id,
        responsible_id=responsible_id,
        meeting=meeting,
        voice=Petition.Voice(statement.voice),
        topic=Petition.Topic(statement.topic),
        title=line("title", statement.title, TITLE_LIMIT, not_secret=not_secret),
        detail=words("detail", statement.detail, DETAIL_LIMIT, not_secret=not_secret),
        collective=line(
            "collective", statement.collective, COLLECTIVE_LIMIT, not_secret=not_secret
        ),
        asked_at=now,
        due_at=_due_at(statement.due_on, now),
        by=by.id,
    )
    if not petition.title:
        raise NoQuestion
    if petition.voice == Petition.Voice.ORGANIZATION:
        petition.collective = ""
    elif not petition.collective:
        raise NoCollective
    if confidential and circle.parent_id is None:
        circle = circle_actions.subset(
            parent_id=circle.id, organization_ids=[asker_id, responsible_id], by=by, now=now
        )
    petition.circle = circle
    petition.reference = _number(circle, now)
    petition.save()
    journal.record(PetitionRaised(petition.id, responsible_id), by=by, at=now, circle_id=circle.id)
    return petition


def require_at(field: str, circle_id: int, organization_id: int, now: datetime) -> None:
    """Refuse, at a field, an organization that is no member of the circle now."""
    try:
        require_member(circle_id, organization_id, now)
    except NotAMember as refusal:
        refusal.field = field
        raise


def _due_at(due_on: date | None, now: datetime) -> datetime:
    today = timezone.localdate(now)
    due_on = due_on or rules.due_day(today)
    if due_on <= today:
        raise DueInThePast
    if due_on > today + timedelta(days=rules.LONGEST_DAYS):
        raise DueTooLate
    return closing_of(due_on)


def _number(circle: Circle, now: datetime) -> str:
    """Each circle counts for itself; a narrow one adds its mark, so no two are called the same."""
    return take_number(circle, rules.PREFIX, now=now)
