"""The questions of a listening forum: collected before it, noted at the table, and printed."""

from datetime import datetime

from lienket.circles.actions import open_circle
from lienket.documents import actions as documents
from lienket.documents.guard.persons import line
from lienket.documents.models import Document
from lienket.documents.paper import abbreviated
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.meetings import queries as meetings
from lienket.meetings.actions.common import MANAGE, OnlyTheHost
from lienket.meetings.models import Attendance, Meeting
from lienket.petitions import papers
from lienket.petitions.actions.answering import write_answer
from lienket.petitions.actions.asking import Statement, write
from lienket.petitions.actions.common import ANSWER, open_ask
from lienket.petitions.models import Petition

PLACE_LIMIT = 60


class NotAForum(Refusal):
    """Questions are collected at a forum only, from the invitations on, unless it is cancelled."""


class NotInvited(NotAllowed):
    """Only organizations invited to the forum hand in questions; its host notes those of others."""


class NotHeldYet(Refusal):
    """A question is answered at the table of the forum, when it is being held."""

    field = "answer"


class NoQuestionsYet(Refusal):
    """Nothing was asked at this forum yet; there is nothing to list."""


class NoPlaceOfIssue(Refusal):
    """Say where the list is issued, as it stands before the date: a commune or a city."""

    field = "place"


def record_question(
    *,
    meeting_id: int,
    statement: Statement,
    by: Member,
    now: datetime,
    asker_id: int | None = None,
    answer: str = "",
    not_secret: bool = False,
) -> Petition:
    """A question of a forum becomes a petition: handed in by who is invited, or noted by the host.

    The host also notes whose question it is, and an answer that was given on the spot. Raises
    Meeting.DoesNotExist, NotAForum, NotInvited, OnlyTheHost, NotHeldYet and what
    `raise_petition` refuses.
    """
    by.require(ANSWER)
    meeting = meetings.meetings_for(by).get(id=meeting_id)
    circle = open_circle(meeting.circle_id, by)
    if not takes_questions(meeting):
        raise NotAForum
    hosts = meeting.organization_id == by.organization_id
    asker_id, answer = asker_id or by.organization_id, answer.strip()
    if not hosts and (asker_id != by.organization_id or answer):
        raise OnlyTheHost
    if not hosts and not is_invited(meeting, by):
        raise NotInvited
    if answer and meeting.held_at is None:
        raise NotHeldYet
    petition = write(
        circle, statement, asker_id=asker_id, by=by, now=now, meeting=meeting, not_secret=not_secret
    )
    if answer:
        write_answer(
            petition,
            answer,
            by=by,
            now=now,
            on_the_spot=True,
            field="answer",
            not_secret=not_secret,
        )
    else:
        open_ask(petition, now=now)
    return petition


def issue_list(
    *, meeting_id: int, place: str, by: Member, now: datetime, not_secret: bool = False
) -> Document:
    """As the host, issue the list of petitions of a forum as a numbered document, as it is now.

    Raises Meeting.DoesNotExist, OnlyTheHost, NoQuestionsYet and NoPlaceOfIssue.
    """
    by.require(MANAGE)
    meeting = meetings.meetings_for(by).get(id=meeting_id)
    if meeting.organization_id != by.organization_id:
        raise OnlyTheHost
    place = line("place", place, PLACE_LIMIT, not_secret=not_secret)
    if not place:
        raise NoPlaceOfIssue
    petitions = Petition.objects.filter(meeting=meeting).order_by("asked_at", "id")
    if not petitions.exists():
        raise NoQuestionsYet
    listed = petitions.select_related("organization", "responsible")
    return documents.issue(
        circle_id=meeting.circle_id,
        paper=papers.list_of(meeting, list(listed), place),
        kind=papers.KIND,
        notation=abbreviated(meeting.organization.short_name),
        by=by,
        now=now,
    )


def takes_questions(meeting: Meeting) -> bool:
    """Whether questions are collected at a meeting."""
    forum = meeting.kind == Meeting.Kind.FORUM
    return forum and meeting.invited_at is not None and meeting.cancelled_at is None


def is_invited(meeting: Meeting, by: Member) -> bool:
    """Whether `by`'s organization was invited to a meeting."""
    seats = Attendance.objects.filter(meeting=meeting, organization_id=by.organization_id)
    return seats.exists()


def may_add(forum: Meeting, by: Member) -> bool:
    """Whether `by` hands in or notes questions there."""
    invited = forum.organization_id == by.organization_id or is_invited(forum, by)
    return invited and takes_questions(forum) and by.may(ANSWER)
