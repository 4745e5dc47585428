"""Opening what has come due: an occurrence with its ask for each period that has begun."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import orjson
from django.db import connection

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.journal import actions as journal
from lienket.kernel import rls
from lienket.kernel.actors import Actor, Engine
from lienket.kernel.due import act_on_due
from lienket.obligations import queries, rules
from lienket.obligations.actions import aligning
from lienket.obligations.actions.asking import late_at, reference, steps_for
from lienket.obligations.events import OccurrenceOpened
from lienket.obligations.models import Duty, Obligation
from lienket.obligations.rules import Period, Schedule

BATCH = 1000
TRY_AGAIN = timedelta(minutes=1)


class Opening(NamedTuple):
    """An occurrence about to be opened."""

    duty: Duty
    obligation: Obligation
    period: Period
    event: str = ""
    event_at: datetime | None = None


def open_due(*, now: datetime, limit: int = BATCH) -> int:
    """Open every period that has begun, of at most `limit` duties; how many duties there were.

    After an outage all periods that were missed are opened, each with its own due time.
    """
    return act_on_due(Duty, "opens_at", _open_periods, now=now, limit=limit, try_again=TRY_AGAIN)


def _see_family(circle_id: int) -> None:
    """A duty's circle, and the one its regulation stands in."""
    parent_id = Circle.objects.values_list("parent_id", flat=True).get(id=circle_id)
    if parent_id:
        rls.see([circle_id, parent_id], [])


def _open_periods(circle_id: int, duty_ids: list[int], now: datetime) -> None:
    _see_family(circle_id)
    members = set(circles.members_of(circle_id, now).values_list("organization_id", flat=True))
    duties = Duty.objects.filter(id__in=duty_ids, ended_at=None).select_related("obligation")

    # Most duties share their schedule, and were opened up to the same moment.
    @cache
    def begun(schedule: Schedule, since: datetime) -> list[Period]:
        return list(rules.scheduled(schedule, since, now))

    @cache
    def following(schedule: Schedule) -> Period | None:
        return rules.first_after(schedule, now)

    schedules = queries.schedules_of({duty.obligation for duty in duties})
    openings: list[Opening] = []
    moved: list[tuple[int, datetime | None]] = []
    for duty in duties:
        schedule = schedules[duty.obligation_id]
        periods = begun(schedule, duty.opened_until)
        if duty.changed_from:
            periods = [*periods, *aligning.align(duty, schedule, now=now)]
        openings += [
            Opening(duty, duty.obligation, period)
            # A place that has run out may be renewed: the calendar goes on, and nothing is asked.
            for period in periods
            if duty.organization_id in members and period.within(duty.last_day)
        ]
        after = following(schedule)
        moved.append((duty.id, after.opens_at if after and after.within(duty.last_day) else None))
    open_occurrences(circle_id, _once(openings), by=Engine(circles=(circle_id,)), now=now)
    with connection.cursor() as cursor:
        ids, moments = [one for one, _ in moved], [at for _, at in moved]
        cursor.execute(_MOVE, {"ids": ids, "moments": moments, "now": now})


def _once(openings: Iterable[Opening]) -> list[Opening]:
    """Each period of a duty once, whether it has just begun or was missing."""
    keys = {(one.duty.id, one.period.start, one.period.ordinal): one for one in openings}
    return list(keys.values())


_MOVE = """
UPDATE obligations_duty d SET opened_until = %(now)s, opens_at = g.opens_at,
       changed_from = NULL
FROM unnest(%(ids)s::bigint[], %(moments)s::timestamptz[]) AS g (id, opens_at) WHERE d.id = g.id
"""


def open_occurrences(
    circle_id: int, openings: Sequence[Opening], *, by: Actor, now: datetime
) -> list[int]:
    """Open these with an ask each, all in a few statements; the ids of the new ones."""
    if not openings:
        return []

    # Most of them follow the same few obligations.
    @cache
    def plan(obligation: Obligation, due_at: datetime) -> list[dict[str, Any]]:
        return [step.to_json() for step in steps_for(obligation, due_at, now)]

    rows = [_row(one, plan(one.obligation, one.period.due_at), now) for one in openings]
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN, {"circle": circle_id, "now": now, "rows": orjson.dumps(rows).decode()}
        )
        opened = [occurrence_id for (occurrence_id,) in cursor.fetchall()]
    journal.record_all(
        [OccurrenceOpened(one) for one in opened], by=by, at=now, circle_id=circle_id
    )
    return opened


#: Rows that are there already are left out before anything is written for them.
_OPEN = """
WITH given AS (
    SELECT g.* FROM jsonb_to_recordset(%(rows)s::jsonb) AS g (
        duty bigint, organization bigint, asker bigint, period_start date, period_end date,
        ordinal int, due_at timestamptz, late_at timestamptz, event text, event_at timestamptz,
        reference text, urgency text, plan jsonb, escalate_at timestamptz
    )
    WHERE NOT EXISTS (
        SELECT FROM obligations_occurrence o WHERE o.circle_id = %(circle)s
        AND o.duty_id = g.duty AND o.period_start = g.period_start AND o.ordinal = g.ordinal
    )
), named AS MATERIALIZED (
    SELECT given.*,
           nextval(pg_get_serial_sequence('delivery_envelope', 'id')) AS envelope,
           nextval(pg_get_serial_sequence('escalation_ask', 'id')) AS ask
    FROM given
), envelopes AS (
    INSERT INTO delivery_envelope (id, circle_id, organization_id, kind, reference, urgency,
                                   exercise, sent_at, due_at)
    SELECT envelope, %(circle)s, asker, 'duty', reference, urgency, false, %(now)s, due_at
    FROM named
), asks AS (
    INSERT INTO escalation_ask (id, circle_id, envelope_id, organization_id, asker_id, opened_at,
                                due_at, plan, step, escalate_at, released)
    SELECT ask, %(circle)s, envelope, organization, asker, %(now)s, due_at, plan, 0, escalate_at,
           false
    FROM named
)
INSERT INTO obligations_occurrence (circle_id, duty_id, organization_id, period_start, period_end,
                                    ordinal, event, event_at, opened_at, due_at, late_at, ask_id,
                                    nothing_to_report)
SELECT %(circle)s, duty, organization, period_start, period_end, ordinal, event, event_at, %(now)s,
       due_at, late_at, ask, false
FROM named
RETURNING id
"""


def _row(opening: Opening, plan: list[dict[str, Any]], now: datetime) -> dict[str, object]:
    duty, obligation, period = opening.duty, opening.obligation, opening.period
    return {
        "duty": duty.id,
        "organization": duty.organization_id,
        "asker": duty.asker_id,
        "period_start": period.start,
        "period_end": period.end,
        "ordinal": period.ordinal,
        "due_at": period.due_at,
        "late_at": late_at(obligation, period),
        "event": opening.event,
        "event_at": opening.event_at,
        "reference": reference(obligation, period.due_at),
        "urgency": obligation.urgency,
        "plan": plan,
        "escalate_at": now + timedelta(minutes=plan[0]["after"]),
    }
