"""What meetings bring to the calendar: those an organization holds or is invited to."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from lienket.kernel.actors import Member
from lienket.meetings import queries
from lienket.meetings.models import Attendance, Meeting
from lienket.obligations.dated import Dated, State, dates


@dates
def meetings(by: Member, since: datetime, until: datetime, now: datetime) -> Iterable[Dated]:
    """Meetings on their day, cancelled ones marked, and not those to which it cannot come."""
    invited = Attendance.objects.filter(organization_id=by.organization_id).exclude(
        answer=Attendance.Answer.CANNOT
    )
    found = queries.meetings_for(by).filter(
        Q(organization_id=by.organization_id) | Q(id__in=invited.values("meeting")),
        invited_at__isnull=False,
        starts_at__gte=since,
        starts_at__lt=until,
    )
    for meeting in found:
        yield Dated(
            uid=f"meeting-{meeting.id}",
            at=meeting.starts_at,
            ends_at=meeting.ends_at,
            icon="calendar-event",
            word=meeting.get_kind_display(),
            title=meeting.title,
            url=reverse("meetings:meeting", args=[meeting.id]),
            circle_id=meeting.circle_id,
            own=True,
            # Its link stays on the page: whoever has the address of a calendar needs no sign-in.
            place=meeting.place,
            state=_state(meeting, now),
            exercise=meeting.exercise,
        )


def _state(meeting: Meeting, now: datetime) -> State:
    if meeting.cancelled_at:
        return "cancelled"
    return "held" if meeting.held_at and not queries.is_running(meeting, now) else "open"
