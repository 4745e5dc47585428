"""The pictures of the module: answers over time, and who informs whom and how fast."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from lienket.exchange.models import Bulletin
from lienket.kernel.charts import Cell, Mark, Matrix, Steps
from lienket.organizations.models import Organization

#: How far back the matrix looks.
MATRIX_DAYS = 90
#: More names than this are not legible in one picture; the busiest are shown.
MATRIX_NAMES = 24
_MARKS = 6


def answers_over_time(
    bulletin: Bulletin,
    *,
    total: int,
    answers: Sequence[datetime],
    steps: Sequence[datetime],
    now: datetime,
) -> Steps:
    """How many of `total` have answered, from issuing until all have, or until now."""
    start, due = bulletin.issued_at, bulletin.due_at
    complete = len(answers) >= total
    # Long after it was due the picture ends: nothing more is to be seen in it.
    end = max(answers) if complete and answers else min(now, due + 3 * (due - start))
    marks = [
        Mark(at, _("{count} reminded").format(count=count))
        for at, count in sorted(Counter(steps).items())
    ]
    return Steps(
        title=_("Answers over time"),
        start=start,
        end=max(end, min(due, now), *answers, start + timedelta(minutes=1)),
        answers=answers,
        total=total,
        due=due,
        marks=[mark for mark in marks if mark.at <= end][:_MARKS],
    )


def who_informs_whom(
    circle_ids: Sequence[int], members: Sequence[Organization], now: datetime
) -> Matrix | None:
    """Notices from each to each in 90 days and the middle time to answer; None if there were none.

    Exercises and withdrawn bulletins do not count, nor does what is not due yet.
    """
    pairs = _pairs(circle_ids, now)
    traffic: Counter[int] = Counter()
    for sender, receiver, notices, _minutes in pairs:
        traffic[sender] += notices
        traffic[receiver] += notices
    busiest = {one for one, _count in traffic.most_common(MATRIX_NAMES)}
    shown = [member for member in members if member.id in busiest]
    place = {member.id: position for position, member in enumerate(shown)}
    cells = [
        Cell(
            place[sender],
            place[receiver],
            notices,
            None if minutes is None else timedelta(minutes=minutes),
        )
        for sender, receiver, notices, minutes in pairs
        if sender in place and receiver in place
    ]
    if not cells:
        return None
    return Matrix(
        title=_("Who informs whom, and how fast it is answered (last 90 days)"),
        names=[member.name for member in shown],
        short=[member.short_name for member in shown],
        cells=cells,
    )


def _pairs(circle_ids: Sequence[int], now: datetime) -> list[tuple[int, int, int, float | None]]:
    """From, to, how many notices, and the median minutes to answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH answers AS (
                SELECT b.organization_id AS sender, r.organization_id AS receiver, b.due_at,
                       coalesce(
                           (SELECT min(a.at) FROM exchange_acknowledgement a
                            WHERE a.receipt_id = r.id),
                           CASE WHEN b.required_action = 'know' THEN
                               (SELECT o.at FROM exchange_opening o WHERE o.receipt_id = r.id) END
                       ) - b.issued_at AS took
                FROM exchange_bulletin b
                JOIN exchange_receipt r ON r.circle_id = b.circle_id AND r.bulletin_id = b.id
                WHERE b.circle_id = ANY (%s) AND b.issued_at > %s AND NOT b.exercise
                  AND r.ask_id IS NOT NULL
                  AND NOT EXISTS (
                      SELECT FROM exchange_withdrawal w WHERE w.bulletin_id = b.id)
            )
            SELECT sender, receiver, count(*)::int,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM took)) / 60
            FROM answers WHERE took IS NOT NULL OR due_at < %s
            GROUP BY sender, receiver
            """,
            [list(circle_ids), now - timedelta(days=MATRIX_DAYS), now],
        )
        return list(cursor.fetchall())
