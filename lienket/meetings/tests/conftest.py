"""A briefing of the plant's circle, from its draft to its minutes."""

from datetime import timedelta

import pytest

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings import actions
from lienket.meetings.actions import Details
from lienket.meetings.models import Meeting
from tests.cast import NOON, Unit

WEEK = timedelta(days=7)
START = NOON + WEEK
HELD = START + timedelta(hours=2)
BRIEFING = Details(
    kind="briefing",
    title="Giao ban an ninh trật tự tháng 11",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    place="Phòng họp 2, nhà máy",
)


@pytest.fixture
def draft(circle: Circle, dispatcher: Member) -> Meeting:
    """With one point on its agenda; nobody is invited yet."""
    with acting(dispatcher):
        meeting = actions.draft_meeting(
            circle_id=circle.id, details=BRIEFING, by=dispatcher, now=NOON
        )
        actions.add_item(
            meeting_id=meeting.id, title="Đánh giá tình hình tháng", by=dispatcher, now=NOON
        )
    return meeting


@pytest.fixture
def meeting(draft: Meeting, dispatcher: Member, fire_service: Unit, commune: Unit) -> Meeting:
    """The fire service and the commune are invited."""
    with acting(dispatcher):
        return actions.invite_members(
            meeting_id=draft.id,
            organization_ids=[fire_service.id, commune.id],
            by=dispatcher,
            now=NOON,
        )


@pytest.fixture
def held(
    meeting: Meeting, plant: Unit, dispatcher: Member, fire_service: Unit, commune: Unit
) -> Meeting:
    """The fire service came, the commune did not."""
    with acting(dispatcher):
        actions.hold_meeting(meeting_id=meeting.id, by=dispatcher, now=HELD)
        return actions.record_presence(
            meeting_id=meeting.id,
            presences={plant.id: "present", fire_service.id: "substitute", commune.id: "absent"},
            by=dispatcher,
            now=HELD,
        )
