"""A unit that is invited to a meeting becomes part of another one."""

from datetime import timedelta

from django.urls import reverse

from lienket.escalation.models import Ask
from lienket.kernel.rls import acting
from lienket.meetings import actions
from lienket.meetings.models import Attendance, Meeting
from lienket.organizations import successions
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_is_invited_and_answers(meeting: Meeting, commune: Unit) -> None:
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        attendance = Attendance.objects.get(meeting=meeting, organization_id=heir.id)
        assert Ask.objects.get(id=attendance.ask_id or 0).organization_id == heir.id
        actions.answer_meeting(meeting_id=meeting.id, answer="comes", by=by, now=LATER)
        assert not Attendance.objects.filter(meeting=meeting, organization_id=commune.id).exists()


def test_the_successor_hosts_what_is_not_held_yet(meeting: Meeting, plant: Unit) -> None:
    heir = make_unit("Heir", "enterprise")
    merge(plant, heir, now=LATER)

    with acting(heir.member(LATER)):
        assert Meeting.objects.get(id=meeting.id).organization_id == heir.id


def test_meetings_that_go_along_are_listed(meeting: Meeting, plant: Unit, commune: Unit) -> None:
    address = reverse("meetings:list", args=[meeting.circle_id])
    for unit in (plant, commune):
        with acting(unit.member()):
            (line,) = [one for one in successions.touched(unit.id, NOON) if one.url == address]
        # Nobody chooses them: they follow the place in the circle.
        assert not line.key
