"""Measure 2: a bulletin to 24 organizations through the API, all rows durable, sends excluded.

The yardstick writes the same rows by raw SQL, one statement per set of rows, over as many
connections, in the same database; the product also checks the token and the text, finds the
recipients and their paths, and answers with all receipts.
"""

import itertools
from collections.abc import Iterator

from bench import history, people, raw, web
from bench.figures import Figure
from bench.house import House
from bench.people import Circle, Database

RECIPIENTS = 24
#: As many as the web process has threads.
AT_ONCE = 3
_numbers = itertools.count(1)


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    bulletins, turns = 50 if quick else 120, 5
    circle = people.form(house.database, people.admit(house.database, RECIPIENTS + 1))
    # An installation with a past: on empty tables PostgreSQL plans for a handful of rows.
    history.grow(house.database, [circle], 10_000)
    with house.working():
        issue(house, circle, 20)
        ours = house.cost(bulletins, [lambda: issue(house, circle, bulletins)] * turns)
        bare = house.cost(bulletins, [lambda: _bare(house, circle, bulletins)] * turns)
    yield Figure(
        f"issue to {RECIPIENTS}, CPU",
        ours.cpu,
        "ms",
        6,
        beside="raw SQL",
        yardstick=bare.cpu,
    )
    yield Figure(
        f"issue to {RECIPIENTS}, rate",
        ours.rate,
        "/s",
        0.3 * bare.rate,
        least=True,
        beside="raw SQL",
        yardstick=bare.rate,
    )


def issue(house: House, circle: Circle, count: int) -> list[bytes]:
    """So many bulletins to all members, through the API; its answers."""
    asked = web.request(
        "POST",
        f"/api/v1/circles/{circle.id}/bulletins",
        token=people.token(circle.chair),
        body=people.bulletin(),
    )
    return web.run(house.port, [asked] * count, at_once=AT_ONCE)


def _bare(house: House, circle: Circle, count: int) -> None:
    members = list(circle.members[1:])

    def write(database: Database, _: int) -> None:
        raw.see(database, [circle.id], circle.chair)
        number = f"RAW-{next(_numbers)}"
        database.execute(
            "INSERT INTO circles_series AS s (circle_id, prefix, year, last)"
            " VALUES (%s, 'R', 2026, 1)"
            " ON CONFLICT (circle_id, prefix, year) DO UPDATE SET last = s.last + 1",
            [circle.id],
        )
        envelope = _one(database, _ENVELOPE, [circle.id, circle.chair, number])
        bulletin = _one(
            database, _BULLETIN, [circle.id, circle.chair, circle.chair, envelope, number]
        )
        asks = database.execute(_ASKS, [circle.id, envelope, circle.chair, members]).fetchall()
        database.execute(_RECEIPTS, [circle.id, bulletin, members, [ask for (ask,) in asks]])
        database.execute(_MESSAGES, [circle.id, envelope, members, members])
        database.execute("NOTIFY lienket_due")
        database.execute(_EVENT, [circle.id, f'{{"bulletin_id": {bulletin}}}'])

    raw.run(house.urls.runtime, write, range(count), at_once=AT_ONCE)


def _one(database: Database, statement: str, values: list[object]) -> int:
    row = database.execute(statement.encode(), values).fetchone()
    assert row
    return int(row[0])


_ENVELOPE = """
INSERT INTO delivery_envelope
    (circle_id, organization_id, kind, reference, urgency, exercise, sent_at, due_at)
VALUES (%s, %s, 'urgent_notice', %s, 'urgent', false, now(), now() + interval '1 hour')
RETURNING id
"""
_BULLETIN = """
INSERT INTO exchange_bulletin
    (circle_id, organization_id, appointment_id, envelope_id, kind, number, urgency,
     classification, title, body, required_action, exercise, issued_at, due_at, origin)
VALUES (%s, %s, %s, %s, 'urgent_notice', %s, 'urgent', 'internal',
        'Cắt trộm cáp tín hiệu tại km 1204+500', repeat('Phát hiện lúc 02 giờ 15. ', 13),
        'acknowledge', false, now(), now() + interval '1 hour', '')
RETURNING id
"""
_ASKS = """
INSERT INTO escalation_ask
    (circle_id, envelope_id, organization_id, asker_id, opened_at, due_at, plan, step, escalate_at)
SELECT %s, %s, organization, %s, now(), now() + interval '1 hour',
       '[{"to": "duty", "after": 30}, {"to": "focal", "after": 60}, {"to": "head", "after": 90},
         {"to": "superior", "after": 120}]', 0, now() + interval '30 minutes'
FROM unnest(%s::bigint[]) organization RETURNING id
"""
_RECEIPTS = """
INSERT INTO exchange_receipt (circle_id, bulletin_id, organization_id, ask_id)
SELECT %s, %s, organization, ask FROM unnest(%s::bigint[], %s::bigint[]) r (organization, ask)
"""
_MESSAGES = """
INSERT INTO delivery_message
    (circle_id, envelope_id, organization_id, path_id, channel, purpose, state, priority,
     queued_at, send_at, attempts, key)
SELECT %s, %s, organization, path, 'email', 'first', 'queued', 4, now(), now(), 0,
       gen_random_uuid()
FROM unnest(%s::bigint[], %s::bigint[]) m (organization, path)
"""
_EVENT = """
WITH told AS (
    INSERT INTO journal_event (at, type, circle_id, by, cause, facts)
    VALUES (now(), 'BulletinIssued', %s, 'appointment:1', gen_random_uuid(), %s)
    RETURNING circle_id, id
) SELECT pg_notify('lienket_live', 'event ' || circle_id || ':' || id) FROM told
"""
