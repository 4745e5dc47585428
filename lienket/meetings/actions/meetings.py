"""Drafting a meeting, inviting to it, moving, cancelling and holding it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.urls import reverse

from lienket.circles import queries as circles
from lienket.circles.actions import open_circle, take_number
from lienket.circles.models import Membership
from lienket.councils import queries as councils
from lienket.councils.models import Council
from lienket.delivery.models import Message
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about, all_at_once
from lienket.kernel.guard.text import clean_line
from lienket.meetings import queries, rules
from lienket.meetings.actions import asking
from lienket.meetings.actions.common import MANAGE, NotStartedYet, own, require_ahead
from lienket.meetings.events import (
    MeetingAnnounced,
    MeetingCancelled,
    MeetingChanged,
    MeetingDrafted,
    MeetingHeld,
)
from lienket.meetings.models import Attendance, Item, Meeting
from lienket.regulations.models import Regulation

TITLE_LIMIT = 300
PLACE_LIMIT = 300
REASON_LIMIT = 500
LONGEST = timedelta(days=14)


class NoMeetingTitle(Refusal):
    """Say in one line what the meeting is about."""

    field = "title"


class EndsBeforeItStarts(Refusal):
    """The meeting would end before it starts. Choose a later end."""

    field = "ends_at"


class TooLong(Refusal):
    """A meeting lasts at most 14 days. Check both days."""

    field = "ends_at"


class StartsInThePast(Refusal):
    """The meeting would start in the past. Choose a later time."""

    field = "starts_at"


class NoPlace(Refusal):
    """Say where the meeting is, or give the link to join it."""

    field = "place"


class BadMeetingLink(Refusal):
    """The link to join begins with https:// or http://."""

    field = "link"


class NotOfTheCouncil(NotAllowed):
    """Meetings of a council are held by the organization that keeps it, or by one sitting in it."""

    field = "council"


class NobodyInvited(Refusal):
    """Choose at least one organization besides your own."""

    field = "organizations"


class StrangersInvited(Refusal):
    """Some of the chosen organizations are not members of this circle. Choose from its members."""

    field = "organizations"


class NothingOnTheAgenda(Refusal):
    """Put at least one point on the agenda first: those invited want to know what it is about."""


class NotInvitedYet(Refusal):
    """Nobody is invited yet. Invite the organizations first."""


class NoCancelReason(Refusal):
    """Give the reason; everybody invited reads it."""

    field = "reason"


@dataclass(frozen=True)
class Details:
    """What the host says about a meeting. Times are moments; `link` is where to join online."""

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    council_id: int | None = None
    regulation_id: int | None = None
    exercise: bool = False

    def cleaned(
        self, *, now: datetime, not_secret: bool, standing: datetime | None = None
    ) -> "Details":
        """The same, tidied; refused if it makes no sense, for all reasons at once.

        Only `standing`, the start that was agreed before, may lie in the past.
        """
        title = place = link = ""
        with all_at_once() as part:
            with part("title"):
                title = clean_line(self.title, TITLE_LIMIT, not_secret=not_secret)
                if not title:
                    raise NoMeetingTitle
            with part("starts_at"):
                if self.starts_at <= now and self.starts_at != standing:
                    raise StartsInThePast
            with part("ends_at"):
                if self.ends_at <= self.starts_at:
                    raise EndsBeforeItStarts
                if self.ends_at - self.starts_at > LONGEST:
                    raise TooLong
            with part("place"):
                place = clean_line(self.place, PLACE_LIMIT, not_secret=not_secret)
                if not (place or self.link.strip()):
                    raise NoPlace
            with part("link"):
                link = clean_line(self.link, PLACE_LIMIT, not_secret=not_secret)
                if link and not _is_address(link):
                    raise BadMeetingLink
        return replace(self, title=title, place=place, link=link)


def draft_meeting(
    *, circle_id: int, details: Details, by: Member, now: datetime, not_secret: bool = False
) -> Meeting:
    """Prepare a meeting of some members of a circle; nobody else sees it before the invitations.

    Raises Circle.DoesNotExist, CircleClosed, Council.DoesNotExist, NotOfTheCouncil,
    Regulation.DoesNotExist and the refusals above about what was filled in.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    meeting = Meeting(circle=circle, organization_id=by.organization_id, drafted_at=now)
    _fill(meeting, details.cleaned(now=now, not_secret=not_secret))
    meeting.save()
    journal.record(MeetingDrafted(meeting.id), by=by, at=now, circle_id=circle.id)
    return meeting


def change_meeting(
    *, meeting_id: int, details: Details, by: Member, now: datetime, not_secret: bool = False
) -> Meeting:
    """Change what is said about a meeting that was not held yet.

    Those invited are told when time or place change; a new time asks all of them again.
    Raises Meeting.DoesNotExist, OnlyTheHost, MeetingOver, MeetingCancelledBefore, and as drafting.
    """
    meeting = own(meeting_id, by)
    require_ahead(meeting)
    time = (meeting.starts_at, meeting.ends_at)
    place = (meeting.place, meeting.link)
    details = details.cleaned(now=now, not_secret=not_secret, standing=meeting.starts_at)
    _fill(meeting, details)
    meeting.save()
    if meeting.invited_at and time != (meeting.starts_at, meeting.ends_at):
        _ask_again(meeting, now=now)
    elif meeting.invited_at and place != (meeting.place, meeting.link):
        envelope = asking.envelope_for(meeting, queries.MEETING, due_at=None, now=now)
        asking.tell(
            meeting, envelope, _guests(meeting), purpose=Message.Purpose.CORRECTION, now=now
        )
    journal.record(MeetingChanged(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return meeting


def invite_members(
    *, meeting_id: int, organization_ids: Iterable[int], by: Member, now: datetime
) -> Meeting:
    """Invite members of the circle: each is asked whether it comes. More may be invited later.

    Observers are told and not asked. Raises Meeting.DoesNotExist, OnlyTheHost, MeetingOver,
    MeetingCancelledBefore, StartsInThePast, NothingOnTheAgenda, NobodyInvited, StrangersInvited.
    """
    meeting = own(meeting_id, by)
    require_ahead(meeting)
    open_circle(meeting.circle_id, by)
    if meeting.starts_at <= now:
        raise StartsInThePast
    if not meeting.items.exists():
        raise NothingOnTheAgenda
    roles = dict(circles.members_of(meeting.circle_id, now).values_list("organization_id", "role"))
    known = set(meeting.attendances.values_list("organization_id", flat=True))
    wanted = set(organization_ids) - {by.organization_id} - known
    if not wanted:
        raise NobodyInvited
    if not wanted <= roles.keys():
        raise StrangersInvited
    if meeting.invited_at is None:
        meeting.reference = take_number(meeting.circle, rules.PREFIX, now=now)
        meeting.invited_at = now
        meeting.remind_at = rules.remind_at(now, meeting.starts_at)
        meeting.forget_at = meeting.ends_at + timedelta(days=rules.NAMES_DAYS)
        meeting.save()
        Attendance.objects.create(
            circle_id=meeting.circle_id,
            meeting=meeting,
            organization_id=by.organization_id,
            answer=Attendance.Answer.COMES,
            answered_at=now,
        )
    asked = sorted(one for one in wanted if roles[one] == Membership.Role.MEMBER)
    due_at = rules.answer_by(now, meeting.starts_at)
    envelope = asking.envelope_for(meeting, queries.MEETING, due_at=due_at, now=now)
    asks = asking.ask(meeting, envelope, asked, until=meeting.starts_at, now=now)
    Attendance.objects.bulk_create(
        Attendance(
            circle_id=meeting.circle_id,
            meeting=meeting,
            organization_id=organization_id,
            ask_id=asks.get(organization_id),
        )
        for organization_id in sorted(wanted)
    )
    asking.tell(meeting, envelope, sorted(wanted), now=now)
    journal.record(MeetingAnnounced(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return meeting


def cancel_meeting(
    *, meeting_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Meeting:
    """Cancel a meeting: nobody is asked any more, and whoever was invited is told.

    Raises Meeting.DoesNotExist, OnlyTheHost, MeetingOver, MeetingCancelledBefore, NoCancelReason.
    """
    meeting = own(meeting_id, by)
    require_ahead(meeting)
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoCancelReason
    meeting.cancelled_at, meeting.cancelled_because = now, reason
    meeting.remind_at = None
    meeting.save()
    if meeting.invited_at:
        asking.release(meeting, queries.MEETING, now=now)
        envelope = asking.envelope_for(meeting, queries.MEETING, due_at=None, now=now)
        asking.tell(
            meeting, envelope, _guests(meeting), purpose=Message.Purpose.WITHDRAWAL, now=now
        )
    journal.record(MeetingCancelled(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return meeting


def hold_meeting(*, meeting_id: int, by: Member, now: datetime) -> Meeting:
    """Record that a meeting takes place: nobody is asked any more whether it comes.

    Raises Meeting.DoesNotExist, OnlyTheHost, MeetingOver, MeetingCancelledBefore, NotInvitedYet and
    NotStartedYet more than an hour before its time.
    """
    meeting = own(meeting_id, by)
    require_ahead(meeting)
    if meeting.invited_at is None:
        raise NotInvitedYet
    if now < meeting.starts_at - timedelta(hours=1):
        raise NotStartedYet
    asking.release(meeting, queries.MEETING, now=now)
    meeting.held_at, meeting.remind_at = now, None
    meeting.save()
    journal.record(MeetingHeld(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return meeting


def follow_up(*, meeting_id: int, starts_at: datetime, by: Member, now: datetime) -> Meeting:
    """Draft the next meeting of a series: same kind, place and agenda, open tasks first.

    Raises Meeting.DoesNotExist, OnlyTheHost, CircleClosed and StartsInThePast.
    """
    earlier = own(meeting_id, by)
    if starts_at <= now:
        raise StartsInThePast
    details = Details(
        kind=earlier.kind,
        title=earlier.title,
        starts_at=starts_at,
        ends_at=starts_at + (earlier.ends_at - earlier.starts_at),
        place=earlier.place,
        link=earlier.link,
        council_id=earlier.council_id,
        regulation_id=earlier.regulation_id,
        exercise=earlier.exercise,
    )
    meeting = draft_meeting(
        circle_id=earlier.circle_id, details=details, by=by, now=now, not_secret=True
    )
    meeting.follows = earlier
    meeting.save(update_fields=["follows"])
    Item.objects.bulk_create(
        Item(circle_id=meeting.circle_id, meeting=meeting, position=position, **point)
        for position, point in enumerate([*_unfinished(earlier), *_skeleton(earlier)], 1)
    )
    return meeting


# ---- Steps -------------------------------------------------------------------------------------


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _fill(meeting: Meeting, details: Details) -> None:
    """Put cleaned details into a meeting."""
    in_circle = {"circle_id": meeting.circle_id}
    if details.council_id and details.council_id != meeting.council_id:
        Council.objects.get(id=details.council_id, **in_circle)
        own = councils.councils_of(meeting.organization_id)
        if not own.filter(id=details.council_id).exists():
            raise NotOfTheCouncil
    if details.regulation_id:
        Regulation.objects.get(id=details.regulation_id, **in_circle)
    meeting.kind = Meeting.Kind(details.kind)
    meeting.title, meeting.place, meeting.link = details.title, details.place, details.link
    meeting.starts_at, meeting.ends_at = details.starts_at, details.ends_at
    meeting.council_id, meeting.regulation_id = details.council_id, details.regulation_id
    meeting.exercise = details.exercise


def _guests(meeting: Meeting) -> list[int]:
    """Who is invited besides the host."""
    guests = meeting.attendances.exclude(organization_id=meeting.organization_id)
    return list(guests.order_by("id").values_list("organization_id", flat=True))


def _ask_again(meeting: Meeting, *, now: datetime) -> None:
    """At another time perhaps others can come: earlier answers no longer hold."""
    asking.release(meeting, queries.MEETING, now=now)
    due_at = rules.answer_by(now, meeting.starts_at)
    envelope = asking.envelope_for(meeting, queries.MEETING, due_at=due_at, now=now)
    guests = meeting.attendances.exclude(organization_id=meeting.organization_id)
    members = set(
        circles.members_of(meeting.circle_id, now).values_list("organization_id", flat=True)
    )
    asked = list(guests.filter(ask__isnull=False, organization_id__in=members))
    asks = asking.ask(
        meeting,
        envelope,
        sorted(one.organization_id for one in asked),
        until=meeting.starts_at,
        now=now,
    )
    for one in asked:
        one.ask_id = asks[one.organization_id]
        one.answer, one.who, one.note, one.answered_at = "", "", "", None
        one.save()
    asking.tell(meeting, envelope, _guests(meeting), purpose=Message.Purpose.CORRECTION, now=now)
    meeting.remind_at = rules.remind_at(now, meeting.starts_at)
    meeting.forget_at = meeting.ends_at + timedelta(days=rules.NAMES_DAYS)
    meeting.save()


def _unfinished(earlier: Meeting) -> list[dict[str, object]]:
    """The tasks of its resolutions that are not done yet, as points of an agenda."""
    open_tasks = earlier.resolutions.filter(
        task__isnull=False, task__done_at=None, task__dropped_at=None
    ).select_related("task")
    return [
        {
            "title": one.text,
            "organization_id": one.organization_id,
            "source": str(one.task),
            "source_url": reverse("plans:task", args=[one.task_id]),
            "source_key": f"task:{one.task_id}",
        }
        for one in open_tasks.order_by("due_at", "id")
    ]


def _skeleton(earlier: Meeting) -> list[dict[str, object]]:
    """The points that come up each time: those that no open matter had brought."""
    names = ("title", "detail", "organization_id", "minutes_planned")
    standing = earlier.items.filter(source_key="", shortcoming=False).order_by("position")
    return [{name: getattr(item, name) for name in names} for item in standing]
