"""What a succession does to meetings: their hosts, and who is invited."""

from datetime import datetime

from django.db.models import Q

from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.meetings.models import Attendance, Meeting, Opinion
from lienket.organizations import successions
from lienket.organizations.successions import Handover


@successions.carries
def carry_meetings(handover: Handover, now: datetime) -> None:
    """The successor hosts what is not minuted yet, and comes in the place of the other.

    Its place in the circle decides: without one it can neither host nor come. What was minuted
    keeps the names of that day.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    ahead = Meeting.objects.filter(
        Q(organization_id=old) | Q(attendances__organization_id=old),
        Q(held_at=None) | Q(minutes__adopted_at=None),
        cancelled_at=None,
    ).distinct()
    for meeting in ahead:
        members = circles.members_of(meeting.circle_id, now)
        root = meeting.circle.parent_id or meeting.circle_id
        takes = handover.takes(key_of(root))
        if not takes or not members.filter(organization_id=new).exists():
            continue
        if meeting.organization_id == old:
            meeting.organization_id = new
            meeting.save(update_fields=["organization"])
        invited = Attendance.objects.filter(meeting=meeting)
        if not invited.filter(organization_id=new).exists():
            invited.filter(organization_id=old).update(organization_id=new)
        asked = Opinion.objects.filter(minutes__meeting=meeting)
        if not asked.filter(organization_id=new).exists():
            asked.filter(organization_id=old, given_at=None).update(organization_id=new)
