"""What comes due by itself: reminding those who come, and forgetting names a year later."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection, transaction

from lienket.journal import actions as journal
from lienket.kernel import rls
from lienket.kernel.actors import Engine
from lienket.meetings import queries
from lienket.meetings.actions import asking
from lienket.meetings.events import NamesForgotten
from lienket.meetings.models import Attendance, Meeting, Minutes

#: When what failed is tried again.
TRY_AGAIN = timedelta(minutes=10)
logger = logging.getLogger(__name__)
BATCH = 200


def remind(*, now: datetime, limit: int = BATCH) -> int:
    """Remind those who come to the meetings of the next day, at most `limit`; how many meetings."""
    return _each("remind_at", _remind, now, limit)


def forget_names(*, now: datetime, limit: int = BATCH) -> int:
    """Erase the names of those who came to meetings long past; how many meetings."""
    return _each("forget_at", _forget, now, limit)


def _each(
    column: str, act: Callable[[Meeting, Engine, datetime], None], now: datetime, limit: int
) -> int:
    """Act on the meetings whose `column` has come due, circle by circle; each only once."""
    with transaction.atomic():
        with rls.as_worker(), connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT circle_id, id FROM meetings_meeting WHERE {column} <= %s
                ORDER BY {column} LIMIT %s FOR UPDATE SKIP LOCKED
                """,
                [now, limit],
            )
            found = sorted(cursor.fetchall())
        for circle_id, pairs in groupby(found, key=lambda pair: pair[0]):
            by = Engine(circles=(circle_id,))
            rls.see(by.circles, by.organizations)
            for meeting in Meeting.objects.filter(id__in=[one for _, one in pairs]):
                try:
                    with transaction.atomic():
                        act(meeting, by, now)
                        due_again = None
                except Exception:
                    # One meeting must not stop all the others.
                    logger.exception("meetings: %s of meeting %s failed", column, meeting.id)
                    due_again = now + TRY_AGAIN
                setattr(meeting, column, due_again)
                meeting.save(update_fields=[column])
    return len(found)


def _remind(meeting: Meeting, by: Engine, now: datetime) -> None:
    coming = [Attendance.Answer.COMES, Attendance.Answer.SUBSTITUTE]
    guests = meeting.attendances.filter(answer__in=coming).values_list("organization_id", flat=True)
    envelope = asking.envelope_for(meeting, queries.MEETING, due_at=None, now=now)
    asking.tell(meeting, envelope, list(guests), now=now)


def _forget(meeting: Meeting, by: Engine, now: datetime) -> None:
    Attendance.objects.filter(meeting=meeting).update(who="", note="")
    Minutes.objects.filter(meeting=meeting).update(chair="", secretary="")
    journal.record(NamesForgotten(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
