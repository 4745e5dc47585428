"""Which meetings somebody may see, and how they stand."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from lienket.delivery.models import Message
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.meetings.models import Attendance, Meeting, Minutes, Opinion
from lienket.organizations.queries import by_name

#: Envelopes of this module.
MEETING, MINUTES = "meeting", "minutes"


def meetings_for(by: Actor) -> QuerySet[Meeting]:
    """The meetings of all circles `by` belongs to; before the invitations only for their host."""
    meetings = Meeting.objects.filter(circle_id__in=by.circles).select_related(
        "organization", "circle", "council__organization", "minutes"
    )
    if isinstance(by, LinkHolder):
        # A link opens the one meeting it was sent about, though it was moved meanwhile.
        return meetings.filter(
            reference__in=Message.objects.filter(
                id=by.message_id, envelope__kind__in=[MEETING, MINUTES]
            ).values("envelope__reference")
        )
    return meetings.exclude(~Q(organization_id__in=by.organizations), invited_at=None)


def is_running(meeting: Meeting, now: datetime) -> bool:
    """Whether the roll was called and the meeting goes on: no minutes yet, and not its end."""
    return bool(meeting.held_at) and now < meeting.ends_at and not hasattr(meeting, "minutes")


def attendances_for(by: Actor) -> QuerySet[Attendance]:
    """The places at meetings that `by` may answer for: those of its own organization."""
    return Attendance.objects.filter(
        organization_id__in=by.organizations, meeting__in=meetings_for(by)
    ).select_related("meeting__organization", "meeting__circle", "organization", "ask")


def opinions_for(by: Actor) -> QuerySet[Opinion]:
    """The opinions on minutes that `by` may give: those of its own organization."""
    return Opinion.objects.filter(
        organization_id__in=by.organizations,
        minutes__meeting__in=meetings_for(by),
        round=F("minutes__round"),
    ).select_related(
        "minutes__meeting__organization", "minutes__meeting__circle", "organization", "ask"
    )


def opinions_on(minutes: Minutes) -> QuerySet[Opinion]:
    """What those who attended say about the minutes as they stand, in Vietnamese order."""
    found = minutes.opinions.filter(round=minutes.round).select_related("organization")
    return found.order_by(by_name("organization__name"), "id")


def earlier_objections(minutes: Minutes) -> QuerySet[Opinion]:
    """What was objected to earlier texts, which were taken back."""
    found = minutes.opinions.filter(round__lt=minutes.round, verdict=Opinion.Verdict.OBJECTS)
    return found.select_related("organization").order_by("round", "given_at", "id")


class Span(NamedTuple):
    """How many minutes the points of an agenda take, and how many the meeting lasts."""

    planned: int
    length: int

    @property
    def too_long(self) -> bool:
        return self.planned > self.length


def span_of(meeting: Meeting) -> Span:
    """How the points fill the meeting; those without a length count as none."""
    planned = meeting.items.aggregate(all=Sum("minutes_planned"))["all"] or 0
    return Span(planned, (meeting.ends_at - meeting.starts_at) // timedelta(minutes=1))


def who_comes(meeting: Meeting) -> QuerySet[Attendance]:
    """Everybody who is invited, in Vietnamese order."""
    return (
        Attendance.objects.filter(circle_id=meeting.circle_id, meeting=meeting)
        .select_related("organization", "ask")
        .order_by(by_name("organization__name"), "id")
    )


class Turnout(NamedTuple):
    """How many are invited, have answered and come; and how many were there in the end."""

    invited: int
    coming: int
    refused: int
    present: int
    absent: int

    @property
    def silent(self) -> int:
        return self.invited - self.coming - self.refused

    @property
    def unrecorded(self) -> int:
        """Of how many nobody has noted yet whether they were there."""
        return self.invited - self.present - self.absent


def turnouts(meeting_ids: list[int]) -> dict[int, Turnout]:
    """The turnout of meetings by id; meetings to which nobody is invited are left out."""
    coming = [Attendance.Answer.COMES, Attendance.Answer.SUBSTITUTE]
    there = [Attendance.Presence.PRESENT, Attendance.Presence.SUBSTITUTE]
    rows = (
        Attendance.objects.filter(meeting__in=meeting_ids)
        .values_list("meeting")
        .annotate(
            invited=Count("id"),
            coming=Count("id", filter=Q(answer__in=coming)),
            refused=Count("id", filter=Q(answer=Attendance.Answer.CANNOT)),
            there=Count("id", filter=Q(presence__in=there)),
            absent=Count("id", filter=Q(presence=Attendance.Presence.ABSENT)),
        )
        .order_by("meeting")
    )
    return {meeting_id: Turnout(*counts) for meeting_id, *counts in rows}


def invitations_waiting(by: Member, now: datetime) -> QuerySet[Attendance]:
    """Meetings still to come about which `by`'s organization has not said whether it comes."""
    return (
        attendances_for(by)
        .filter(ask__settled_at=None, answer="", meeting__ends_at__gt=now, ask__isnull=False)
        .order_by("ask__due_at", "id")
    )


def opinions_waiting(by: Member) -> QuerySet[Opinion]:
    """Minutes about which `by`'s organization is asked."""
    return opinions_for(by).filter(ask__settled_at=None, verdict="").order_by("ask__due_at", "id")
