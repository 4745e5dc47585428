"""Petitions for programs: listed, raised, read and answered as on the pages, in JSON."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from ninja import Router
from pydantic import Field

from lienket.kernel import paging
from lienket.kernel.errors import NotFound
from lienket.kernel.programs import ApiRequest, Cursor, Day, Id, Input, Named, NotSecret, PathId
from lienket.petitions import actions, queries, rules
from lienket.petitions.actions import Statement
from lienket.petitions.models import Answer, Petition

router = Router(tags=["petitions"])


class NewPetition(Input):
    """What is asked, of whom, and by when."""

    title: str = Field(description="The question in one line of at most 300 characters.")
    detail: str = Field("", description="At most 5,000 characters.")
    topic: Petition.Topic = Petition.Topic.OTHER
    responsible: Id | None = Field(
        None, description="The member that answers; the chair finds out when left out."
    )
    voice: Petition.Voice = Petition.Voice.ORGANIZATION
    collective: str = Field("", description="Which contractor or group asks; never a person.")
    due_on: Day | None = Field(None, description="15 days when left out; at most 180.")
    confidential: bool = Field(False, description="Only the asker and whoever answers see it.")
    not_secret: NotSecret = False


class NewAnswer(Input):
    """What is answered."""

    text: str = Field(description="At most 10,000 characters.")
    not_secret: NotSecret = False


@dataclass(slots=True, kw_only=True)
class AnswerOut:
    """One answer; several may be given."""

    id: int
    organization: int
    text: str
    at: datetime
    late: bool
    on_the_spot: bool


@dataclass(slots=True, kw_only=True)
class PetitionOut:
    """A petition and how it stands."""

    id: int
    number: str
    circle: int
    asker: Named
    responsible: Named
    title: str
    topic: str
    confidential: bool
    asked_at: datetime
    due_at: datetime
    state: str
    answered_at: datetime | None
    late: bool
    satisfied: bool | None


@dataclass(slots=True, kw_only=True)
class PetitionDetail(PetitionOut):
    """The same with its words and answers."""

    detail: str
    collective: str
    answers: list[AnswerOut]


@dataclass(slots=True, kw_only=True)
class PetitionPage:
    """Some petitions; `next` asks for those after them."""

    items: list[PetitionOut]
    next: str | None


@router.get(
    "circles/{int:circle}/petitions", response=PetitionPage, summary="The petitions of a circle"
)
def list_petitions(request: ApiRequest, circle: PathId, cursor: Cursor = "") -> PetitionPage:
    """Newest first, 50 on a page; confidential ones of yours are among them."""
    if circle not in request.auth.circles:
        raise NotFound
    found = queries.in_circle(request.auth, circle)
    rows, after = paging.newest_first(found, cursor, by="asked_at")
    now = timezone.now()
    return PetitionPage(items=[PetitionOut(**_fields(one, now)) for one in rows], next=after)


@router.post(
    "circles/{int:circle}/petitions", response={201: PetitionDetail}, summary="Raise a petition"
)
def raise_petition(request: ApiRequest, circle: PathId, new: NewPetition) -> PetitionDetail:
    """Whoever should answer gets a letter and is asked until the answer is there."""
    now = timezone.now()
    raised = actions.raise_petition(
        circle_id=circle,
        statement=Statement(
            title=new.title,
            topic=new.topic,
            responsible_id=new.responsible,
            voice=new.voice,
            collective=new.collective,
            detail=new.detail,
            due_on=new.due_on,
        ),
        confidential=new.confidential,
        by=request.auth,
        now=now,
        not_secret=new.not_secret,
    )
    return _detail(raised, now)


@router.get("petitions/{int:petition}", response=PetitionDetail, summary="A petition")
def read_petition(request: ApiRequest, petition: PathId) -> PetitionDetail:
    """With all answers so far."""
    found = queries.petitions_for(request.auth).get(id=petition)
    return _detail(found, timezone.now())


@router.post(
    "petitions/{int:petition}/answers", response={201: AnswerOut}, summary="Answer a petition"
)
def answer_petition(request: ApiRequest, petition: PathId, new: NewAnswer) -> AnswerOut:
    """As the responsible organization. The first answer stops the asking, later ones add to it."""
    given = actions.answer(
        petition_id=petition,
        text=new.text,
        by=request.auth,
        now=timezone.now(),
        not_secret=new.not_secret,
    )
    return _answer(given)


def _detail(found: Petition, now: datetime) -> PetitionDetail:
    return PetitionDetail(
        **_fields(found, now),
        detail=found.detail,
        collective=found.collective,
        answers=[_answer(one) for one in found.answers.order_by("at", "id")],
    )


def _fields(one: Petition, now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.reference,
        "circle": one.circle_id,
        "asker": Named.of(one.organization),
        "responsible": Named.of(one.responsible),
        "title": one.title,
        "topic": one.topic,
        "confidential": one.confidential,
        "asked_at": one.asked_at,
        "due_at": one.due_at,
        "state": rules.state_of(
            due_at=one.due_at,
            answered_at=one.answered_at,
            withdrawn_at=one.withdrawn_at,
            now=now,
        ),
        "answered_at": one.answered_at,
        "late": one.late,
        "satisfied": one.satisfied,
    }


def _answer(one: Answer) -> AnswerOut:
    return AnswerOut(
        id=one.id,
        organization=one.organization_id,
        text=one.text,
        at=one.at,
        late=one.late,
        on_the_spot=one.on_the_spot,
    )
