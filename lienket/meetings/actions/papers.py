"""Issuing adopted minutes as a numbered document."""

from datetime import datetime

from lienket.documents import actions as documents
from lienket.documents.models import Document
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.meetings import papers
from lienket.meetings.actions.common import is_adopted, own
from lienket.meetings.events import MinutesIssued
from lienket.meetings.models import Meeting

PLACE_LIMIT = 60


class NotAdoptedYet(Refusal):
    """Adopt the minutes first; then they are issued as a document."""


class NoPlaceOfIssue(Refusal):
    """Say where the minutes are issued, as it stands before the date: a commune or a city."""

    field = "place"


def issue_minutes(
    *, meeting_id: int, place: str, by: Member, now: datetime, not_secret: bool = False
) -> Document:
    """Number adopted minutes in the series of the council, or of the host, and set them in type.

    `place` stands before the date. Issuing twice gives the same document.
    Raises Meeting.DoesNotExist, OnlyTheHost, NotAdoptedYet and NoPlaceOfIssue.
    """
    meeting = own(meeting_id, by)
    require_adopted(meeting)
    minutes = meeting.minutes
    if minutes.document:
        return minutes.document
    with about("place"):
        place = clean_line(place, PLACE_LIMIT, not_secret=not_secret)
    if not place:
        raise NoPlaceOfIssue
    notation = papers.notation_of(meeting)
    minutes.document = documents.issue(
        circle_id=meeting.circle_id,
        paper=papers.paper_of(meeting, place),
        kind=papers.KIND,
        notation=notation,
        organ=notation if meeting.council else "",
        keeper_id=meeting.council.organization_id if meeting.council else None,
        by=by,
        now=now,
    )
    minutes.save(update_fields=["document"])
    journal.record(MinutesIssued(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return minutes.document


def require_adopted(meeting: Meeting) -> None:
    """Refuse what only makes sense once the minutes are adopted."""
    if not is_adopted(meeting):
        raise NotAdoptedYet
