"""Measure 5: 10,000 asks fall due in the same second, in twenty circles of a hundred.

Lateness runs from the promised moment to the commit of the step. The worker sends the reminders
meanwhile. The yardstick moves as many asks by one raw statement: the step, its record and the
message, without finding out who is reached how.
"""

import time
from collections.abc import Iterator

from bench import people
from bench.figures import Figure, quantile
from bench.house import House
from bench.people import Circle

CIRCLES = 20
# Until the asks fall due, in seconds.
AHEAD = 3
PATIENCE = 120


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    members, bulletins = 100, 1 if quick else 5
    circles = [
        people.form(house.database, people.admit(house.database, members + 1))
        for _ in range(CIRCLES)
    ]
    asks = CIRCLES * members * bulletins
    late = {}
    for workers in (1, 2):
        _ask(house, circles, bulletins)
        house.settle()
        with house.working(workers, mailing=True):
            late[workers] = _lateness(house, asks)
    bare = _bare(house, circles, bulletins)
    what = f"{asks:,} asks due at once: lateness p99"
    yield Figure(
        f"{what}, one worker", late[1], "s", 2, beside="one raw statement for all", yardstick=bare
    )
    yield Figure(f"{what}, two workers", late[2], "s", beside="one worker", yardstick=late[1])


def _ask(house: House, circles: list[Circle], bulletins: int) -> None:
    """Open asks that are far from due."""
    for circle in circles:
        house.database.execute(
            _OPEN.encode(),
            {
                "circle": circle.id,
                "chair": circle.chair,
                "members": list(circle.members[1:]),
                "bulletins": bulletins,
            },
        )


def _lateness(house: House, asks: int) -> float:
    """Make all asks fall due together a little later, and see how late the last ones are."""
    house.database.execute(
        "UPDATE escalation_ask SET escalate_at = now() + make_interval(secs => %s)"
        " WHERE escalate_at > now() + interval '10 hours'",
        [AHEAD],
    )
    taken = "SELECT count(*) FROM escalation_escalation"
    deadline = time.monotonic() + PATIENCE
    before = _count(house, taken)
    while _count(house, taken) < before + asks:
        if time.monotonic() > deadline:
            raise TimeoutError("not all asks were escalated")
        time.sleep(0.5)
    rows = house.database.execute(
        "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - promised_at)"
        " FROM escalation_escalation ORDER BY id DESC LIMIT %s",
        [asks],
    )
    return quantile([float(row[0]) for row in rows], 0.99)


def _bare(house: House, circles: list[Circle], bulletins: int) -> float:
    _ask(house, circles, bulletins)
    house.settle()
    started = time.monotonic()
    house.database.execute(_STEP.encode())
    return time.monotonic() - started


def _count(house: House, statement: str) -> int:
    row = house.database.execute(statement.encode()).fetchone()
    return int(row[0]) if row else 0


_OPEN = """
WITH envelope AS (
    INSERT INTO delivery_envelope
        (circle_id, organization_id, kind, reference, urgency, exercise, sent_at, due_at)
    SELECT %(circle)s, %(chair)s, 'urgent_notice', 'TK-2026-001', 'urgent', false,
           now() - interval '30 minutes', now() + interval '30 minutes'
    FROM generate_series(1, %(bulletins)s) RETURNING id
)
INSERT INTO escalation_ask
    (circle_id, envelope_id, organization_id, asker_id, opened_at, due_at, plan, step, escalate_at)
SELECT %(circle)s, envelope.id, organization, %(chair)s, now() - interval '30 minutes',
       now() + interval '30 minutes',
       '[{"to": "duty", "after": 30}, {"to": "focal", "after": 600}]', 0, now() + interval '1 day'
FROM envelope, unnest(%(members)s::bigint[]) organization
"""
_STEP = """
WITH moved AS (
    UPDATE escalation_ask SET step = 1, escalate_at = now() + interval '5 hours'
    WHERE escalate_at > now() + interval '10 hours'
    RETURNING circle_id, id, envelope_id, organization_id
), queued AS (
    INSERT INTO delivery_message
        (circle_id, envelope_id, organization_id, path_id, channel, purpose, state, priority,
         queued_at, send_at, attempts, key)
    SELECT circle_id, envelope_id, organization_id, organization_id, 'email', 'reminder',
           'cancelled', 10, now(), now(), 0, gen_random_uuid()
    FROM moved
)
INSERT INTO escalation_escalation (circle_id, ask_id, step, at, promised_at, "to", messages)
SELECT circle_id, id, 0, now(), now(), 'duty', 1 FROM moved
"""
