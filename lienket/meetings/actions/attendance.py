"""Saying whether one's organization comes, and recording who was there."""

from collections.abc import Mapping
from datetime import datetime

from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.meetings import queries
from lienket.meetings.actions import asking
from lienket.meetings.actions.common import (
    ANSWER,
    locked,
    own,
    require_ahead,
    require_held,
    require_not_adopted,
    require_not_shared,
)
from lienket.meetings.events import MeetingAnswered, PresenceRecorded
from lienket.meetings.models import Attendance, Meeting

WHO_LIMIT = 200
NOTE_LIMIT = 500


class NoSubstitute(Refusal):
    """Say who comes instead: name and office."""

    field = "who"


class NoExcuse(Refusal):
    """Say in one line why nobody can come; the host reads it."""

    field = "note"


class UnknownAnswer(Refusal):
    """Choose one of the answers."""

    field = "answer"


class UnknownPresence(Refusal):
    """Say for each organization whether it was present, sent a substitute, or was absent."""


def answer_meeting(
    *,
    meeting_id: int,
    answer: str,
    by: Actor,
    now: datetime,
    who: str = "",
    note: str = "",
    not_secret: bool = False,
) -> Attendance:
    """Say whether one's organization comes. It may change its mind until the meeting is held.

    Raises Attendance.DoesNotExist for who is not invited, MeetingOver, MeetingCancelledBefore,
    UnknownAnswer, NoSubstitute and NoExcuse.
    """
    by.require(ANSWER)
    meeting = locked(meeting_id, by)
    attendance = queries.attendances_for(by).get(meeting_id=meeting_id)
    require_ahead(meeting)
    with about("who"):
        who = clean_line(who, WHO_LIMIT, not_secret=not_secret)
    with about("note"):
        note = clean_line(note, NOTE_LIMIT, not_secret=not_secret)
    if answer not in Attendance.Answer.values:
        raise UnknownAnswer
    if answer == Attendance.Answer.SUBSTITUTE and not who:
        raise NoSubstitute
    if answer == Attendance.Answer.CANNOT and not note:
        raise NoExcuse
    attendance.answer = answer
    # Nobody comes: then no name is needed.
    attendance.who = "" if answer == Attendance.Answer.CANNOT else who
    attendance.note, attendance.answered_at = note, now
    attendance.save()
    asking.settle(attendance.ask_id, attendance.organization_id, now=now)
    journal.record(
        MeetingAnswered(meeting.id, attendance.organization_id),
        by=by,
        at=now,
        circle_id=meeting.circle_id,
    )
    return attendance


def record_presence(
    *, meeting_id: int, presences: Mapping[int, str], by: Member, now: datetime
) -> Meeting:
    """Record who was there, by organization; those left out stay as they are.

    Raises Meeting.DoesNotExist, OnlyTheHost, NotHeldYet, MinutesAreAdopted, MinutesAreShared and
    UnknownPresence.
    """
    meeting = own(meeting_id, by)
    require_held(meeting)
    require_not_adopted(meeting)
    require_not_shared(meeting)
    places = {one.organization_id: one for one in queries.who_comes(meeting)}
    for organization_id, presence in presences.items():
        if organization_id not in places or presence not in Attendance.Presence.values:
            raise UnknownPresence
        places[organization_id].presence = presence
        places[organization_id].save(update_fields=["presence"])
    journal.record(PresenceRecorded(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return meeting
