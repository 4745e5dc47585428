"""What comes due by itself: reminding those who come, and forgetting names a year later."""

from datetime import datetime, timedelta

from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.kernel.due import act_on_due
from lienket.meetings import queries
from lienket.meetings.actions import asking
from lienket.meetings.events import NamesForgotten
from lienket.meetings.models import Attendance, Meeting, Minutes

#: When what failed is tried again.
TRY_AGAIN = timedelta(minutes=10)
BATCH = 200


def remind(*, now: datetime, limit: int = BATCH) -> int:
    """Remind those who come to the meetings of the next day, at most `limit`; how many meetings."""
    return act_on_due(Meeting, "remind_at", _remind, now=now, limit=limit, try_again=TRY_AGAIN)


def forget_names(*, now: datetime, limit: int = BATCH) -> int:
    """Erase the names of those who came to meetings long past; how many meetings."""
    return act_on_due(Meeting, "forget_at", _forget, now=now, limit=limit, try_again=TRY_AGAIN)


def _remind(circle_id: int, meeting_ids: list[int], now: datetime) -> None:
    coming = [Attendance.Answer.COMES, Attendance.Answer.SUBSTITUTE]
    due = Meeting.objects.filter(id__in=meeting_ids)
    for meeting in due:
        guests = meeting.attendances.filter(answer__in=coming)
        envelope = asking.envelope_for(meeting, queries.MEETING, due_at=None, now=now)
        asking.tell(
            meeting, envelope, list(guests.values_list("organization_id", flat=True)), now=now
        )
    due.update(remind_at=None)


def _forget(circle_id: int, meeting_ids: list[int], now: datetime) -> None:
    Attendance.objects.filter(meeting__in=meeting_ids).update(who="", note="")
    Minutes.objects.filter(meeting__in=meeting_ids).update(chair="", secretary="")
    Meeting.objects.filter(id__in=meeting_ids).update(forget_at=None)
    by = Engine(circles=(circle_id,))
    for meeting_id in meeting_ids:
        journal.record(NamesForgotten(meeting_id), by=by, at=now, circle_id=circle_id)
