"""What a succession does to meetings: their hosts, and who is invited."""

from datetime import datetime

from django.db.models import Q

from lienket.circles import queries as circles
from lienket.meetings.models import Attendance, Meeting
from lienket.organizations import successions
from lienket.organizations.successions import Handover


@successions.carries
def carry_meetings(handover: Handover, now: datetime) -> None:
    """The successor hosts what is not held yet, and is invited in the place of the other.

    Its place in the circle decides: without one it can neither host nor come. Meetings that were
    held keep the names of that day.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    ahead = Meeting.objects.filter(
        Q(organization_id=old) | Q(attendances__organization_id=old),
        held_at=None,
        cancelled_at=None,
    ).distinct()
    for meeting in ahead:
        members = circles.members_of(meeting.circle_id, now)
        if not members.filter(organization_id=new).exists():
            continue
        if meeting.organization_id == old:
            meeting.organization_id = new
            meeting.save(update_fields=["organization"])
        invited = Attendance.objects.filter(meeting=meeting)
        if not invited.filter(organization_id=new).exists():
            invited.filter(organization_id=old).update(organization_id=new)
