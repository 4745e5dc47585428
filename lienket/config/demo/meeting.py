"""Plays the meetings of a scene through the product itself, down to their minutes."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from lienket.config.demo.agreement import Gathering
from lienket.config.demo.days import at_clock
from lienket.config.demo.founding import Stage
from lienket.councils.models import Council
from lienket.meetings import actions as meetings
from lienket.meetings.models import Meeting

PLACE = "Thanh Vân"


def meet(
    stage: Stage,
    gathering: Gathering,
    *,
    now: datetime,
    council: Council | None,
    at_table: Callable[[Meeting], None] | None = None,
) -> None:
    """Invite, and if the day is past: who came, what was said, and the tasks that follow."""
    stage.see()
    starts = at_clock(now - timedelta(days=gathering.days_ago), time(8))
    invited = starts - timedelta(days=7)
    if invited > now:
        invited = now - timedelta(days=1)
    host = stage.units[gathering.by]
    meeting = meetings.draft_meeting(
        circle_id=stage.circle.id,
        details=meetings.Details(
            kind=gathering.kind,
            title=gathering.title,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place=gathering.place,
            council_id=council.id if council else None,
        ),
        by=host.head,
        now=invited,
    )
    items = [
        meetings.add_item(
            meeting_id=meeting.id,
            title=title,
            minutes_planned=20,
            by=host.head,
            now=invited,
        )
        for title, _ in gathering.points
    ]
    members = [one for one in stage.units.values() if not one.unit.apart]
    others = [one for one in members if one is not host]
    meetings.invite_members(
        meeting_id=meeting.id,
        organization_ids=[one.id for one in others],
        by=host.head,
        now=invited,
    )
    for place, one in enumerate(others):
        silent = one.unit.habit in {"silent", "slow"} and gathering.days_ago < 0
        if one.unit.observer or silent:
            continue
        meetings.answer_meeting(
            meeting_id=meeting.id,
            answer="cannot" if one.unit.key in gathering.absent else "comes",
            note="Trùng lịch công tác" if one.unit.key in gathering.absent else "",
            by=one.focal,
            now=invited + timedelta(minutes=30 + 17 * place) if gathering.days_ago > 0 else now,
        )
    if gathering.days_ago <= 0:
        return
    meetings.hold_meeting(meeting_id=meeting.id, by=host.head, now=starts)
    meetings.record_presence(
        meeting_id=meeting.id,
        presences={
            one.id: "absent" if one.unit.key in gathering.absent else "present" for one in members
        },
        by=host.head,
        now=starts + timedelta(minutes=10),
    )
    if at_table:
        at_table(meeting)
    ended = starts + timedelta(hours=3)
    meetings.write_minutes(
        meeting_id=meeting.id,
        said=meetings.Said(
            chair=str(host.people[0]),
            secretary=str(host.people[1]),
            items={
                item.id: ("Các thành viên đã trao đổi, thống nhất.", concluded)
                for item, (_, concluded) in zip(items, gathering.points, strict=True)
            },
        ),
        by=host.head,
        now=ended,
    )
    for job in gathering.conclusions:
        meetings.add_resolution(
            meeting_id=meeting.id,
            text=job.title,
            organization_id=stage.units[job.unit].id,
            due_at=at_clock(now + timedelta(days=job.days), time(17)),
            by=host.head,
            now=ended,
        )
    meetings.adopt_minutes(meeting_id=meeting.id, by=host.head, now=ended + timedelta(hours=1))
    meetings.issue_minutes(
        meeting_id=meeting.id, place=PLACE, by=host.head, now=ended + timedelta(hours=1)
    )
