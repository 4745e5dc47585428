"""What a succession does to meetings: their hosts, and who is invited."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.meetings.models import Attendance, Meeting, Opinion
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


@successions.touches
def meetings(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle; they go along with the place in it."""
    found = _ahead(organization_id).values_list("circle_id", "circle__name")
    for (circle_id, name), count in sorted(Counter(found).items()):
        said = ngettext("{count} meeting", "{count} meetings", count)
        yield Touched(
            key="",
            what=said.format(count=count),
            where=name,
            url=reverse("meetings:list", args=[circle_id]),
        )


@successions.carries
def carry_meetings(handover: Handover, now: datetime) -> None:
    """The successor hosts what is not minuted yet, and comes in the place of the other.

    Its place in the circle decides: without one it can neither host nor come. What was minuted
    keeps the names of that day.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    for meeting in _ahead(old):
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
        asked = Opinion.objects.filter(minutes__meeting=meeting, round=F("minutes__round"))
        if not asked.filter(organization_id=new).exists():
            asked.filter(organization_id=old, given_at=None).update(organization_id=new)


def _ahead(organization_id: int) -> QuerySet[Meeting]:
    """Meetings that the unit holds or is invited to, and that are not minuted yet."""
    return Meeting.objects.filter(
        Q(organization_id=organization_id) | Q(attendances__organization_id=organization_id),
        Q(held_at=None) | Q(minutes__adopted_at=None),
        cancelled_at=None,
    ).distinct()
