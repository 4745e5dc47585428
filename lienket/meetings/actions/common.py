"""What the verbs share: whose meeting it is, and in which state it can be changed."""

from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.meetings import queries
from lienket.meetings.models import Meeting
from lienket.organizations.models import Appointment

MANAGE = Appointment.Right.MANAGE_AGREEMENT
ANSWER = Appointment.Right.ANSWER_RECEIPT


class OnlyTheHost(NotAllowed):
    """Only the organization that holds the meeting may do this."""


class MeetingOver(Refusal):
    """This meeting was held already."""


class MeetingCancelledBefore(Refusal):
    """This meeting was cancelled."""


class NotStartedYet(Refusal):
    """The meeting has not started yet."""


class NotHeldYet(Refusal):
    """Record first that the meeting was held, and who was there."""


class MinutesAreShared(Refusal):
    """The minutes lie with those who attended. Take them back to change them."""


class MinutesAreAdopted(Refusal):
    """The minutes are adopted; nothing in them is changed any more."""


def own(meeting_id: int, by: Member) -> Meeting:
    """A meeting that `by` holds, locked until this transaction ends."""
    by.require(MANAGE)
    meeting = locked(meeting_id, by)
    if meeting.organization_id != by.organization_id:
        raise OnlyTheHost
    return meeting


def locked(meeting_id: int, by: Actor) -> Meeting:
    """A meeting that `by` may see, locked until this transaction ends."""
    return queries.meetings_for(by).select_for_update(of=("self",)).get(id=meeting_id)


def require_ahead(meeting: Meeting) -> None:
    """Refuse what only makes sense before the meeting."""
    if meeting.cancelled_at:
        raise MeetingCancelledBefore
    if meeting.held_at:
        raise MeetingOver


def require_held(meeting: Meeting) -> None:
    """Refuse what only makes sense after the meeting."""
    if meeting.held_at is None:
        raise NotHeldYet


def is_adopted(meeting: Meeting) -> bool:
    """Whether the minutes of a meeting are adopted."""
    return hasattr(meeting, "minutes") and meeting.minutes.adopted_at is not None


def require_not_shared(meeting: Meeting) -> None:
    """Refuse to change what others are just reading."""
    if hasattr(meeting, "minutes") and meeting.minutes.shared_at:
        raise MinutesAreShared


def require_not_adopted(meeting: Meeting) -> None:
    """Refuse to change what adopted minutes say."""
    if is_adopted(meeting):
        raise MinutesAreAdopted
