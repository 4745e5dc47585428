"""Noting what a meeting resolves, before the minutes are adopted."""

from datetime import datetime

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.meetings.actions.common import (
    own,
    require_held,
    require_not_adopted,
    require_not_shared,
)
from lienket.meetings.events import ResolutionsChanged
from lienket.meetings.models import Item, Meeting, Resolution

TEXT_LIMIT = 300


class NoResolutionText(Refusal):
    """Say in one line what was resolved: who does what."""

    field = "text"


class NoDueDay(Refusal):
    """A resolution has a day until which it is done. Choose it."""

    field = "due_on"


class ResolutionDueInThePast(Refusal):
    """The resolution would be due in the past. Choose a later day."""

    field = "due_on"


class NobodyResponsible(Refusal):
    """Choose a member of the circle that carries it out."""

    field = "organization"


def add_resolution(
    *,
    meeting_id: int,
    text: str,
    organization_id: int | None,
    due_at: datetime | None,
    by: Member,
    now: datetime,
    item_id: int | None = None,
    not_secret: bool = False,
) -> Resolution:
    """Note what was resolved; it becomes a task when the minutes are adopted.

    Raises Meeting.DoesNotExist, Item.DoesNotExist, OnlyTheHost, NotHeldYet, MinutesAreAdopted,
    MinutesAreShared and the refusals above.
    """
    meeting = _open(meeting_id, by)
    with about("text"):
        text = clean_line(text, TEXT_LIMIT, not_secret=not_secret)
    if not text:
        raise NoResolutionText
    if due_at is None:
        raise NoDueDay
    if due_at <= now:
        raise ResolutionDueInThePast
    full = circles.members_of(meeting.circle_id, now).filter(role=Membership.Role.MEMBER)
    if organization_id is None or not full.filter(organization_id=organization_id).exists():
        raise NobodyResponsible
    if item_id:
        Item.objects.get(id=item_id, meeting=meeting)
    resolution = Resolution.objects.create(
        circle_id=meeting.circle_id,
        meeting=meeting,
        item_id=item_id,
        text=text,
        organization_id=organization_id,
        due_at=due_at,
    )
    journal.record(ResolutionsChanged(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return resolution


def remove_resolution(*, resolution_id: int, by: Member, now: datetime) -> Meeting:
    """Take a resolution back before the minutes are adopted. Raises as adding one."""
    resolution = Resolution.objects.get(id=resolution_id, circle_id__in=by.circles)
    meeting = _open(resolution.meeting_id, by)
    resolution.delete()
    journal.record(ResolutionsChanged(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return meeting


def _open(meeting_id: int, by: Member) -> Meeting:
    meeting = own(meeting_id, by)
    require_held(meeting)
    require_not_adopted(meeting)
    require_not_shared(meeting)
    return meeting
