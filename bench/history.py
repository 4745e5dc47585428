"""Past bulletins in any number, as the record of an installation that has run for a while."""

from collections.abc import Sequence

from bench.people import Circle, Database

# The latest ones asked every member of a circle of 25, the older ones one: pages show the latest.
LATEST = 100
ASKED = 24


def grow(database: Database, circles: Sequence[Circle], total: int) -> None:
    """Add settled bulletins until these circles have `total`: half of them in the first circle.

    Each is an envelope, a bulletin, and for every organization asked an ask and a receipt. Ids go
    up with the time of issue, as they do in life.
    """
    row = database.execute(
        "SELECT count(*) FROM exchange_bulletin WHERE circle_id = ANY (%s)",
        [[circle.id for circle in circles]],
    ).fetchone()
    assert row
    wanted = total - row[0]
    if wanted <= 0:
        return
    # Without triggers, as `pg_restore` loads rows that are known to fit one another.
    database.execute("SET session_replication_role = replica")
    for statement in _STATEMENTS:
        database.execute(
            statement.encode(),
            {
                "wanted": wanted,
                "circles": [circle.id for circle in circles],
                "firsts": [circle.chair for circle in circles],
                "latest": LATEST * len(circles) * 2,
                "asked": ASKED,
            },
        )
    database.execute("SET session_replication_role = DEFAULT")
    database.execute("VACUUM ANALYZE")
    database.execute("CHECKPOINT")


_STATEMENTS = (
    """
    CREATE TEMPORARY TABLE past AS
    SELECT nextval('delivery_envelope_id_seq') AS envelope,
           nextval('exchange_bulletin_id_seq') AS bulletin,
           (%(circles)s::bigint[])[place] AS circle, (%(firsts)s::bigint[])[place] AS first,
           now() - (%(wanted)s - n) * interval '1 second' - interval '1 day' AS at, n,
           CASE WHEN n > %(wanted)s - %(latest)s THEN %(asked)s ELSE 1 END AS asked
    FROM generate_series(1, %(wanted)s) n,
         LATERAL (SELECT CASE WHEN n %% 2 = 0 OR cardinality(%(circles)s::bigint[]) = 1 THEN 1
                         ELSE 2 + n / 2 %% (cardinality(%(circles)s::bigint[]) - 1) END AS place) p
    """,
    """
    INSERT INTO delivery_envelope
        (id, circle_id, organization_id, kind, reference, urgency, exercise, sent_at, due_at)
    SELECT envelope, circle, first, 'notice', 'X-' || bulletin, 'normal', false, at,
           at + interval '1 day'
    FROM past
    """,
    """
    INSERT INTO exchange_bulletin
        (id, circle_id, organization_id, appointment_id, envelope_id, kind, number, urgency,
         classification, title, body, required_action, exercise, issued_at, due_at, origin)
    SELECT bulletin, circle, first, first, envelope, 'notice', 'X-' || bulletin, 'normal',
           'internal', 'Thông báo về đoạn tuyến số ' || n, repeat('Kiểm tra đoạn tuyến. ', 20),
           'acknowledge', false, at, at + interval '1 day', ''
    FROM past
    """,
    """
    CREATE TEMPORARY TABLE asked AS
    SELECT nextval('escalation_ask_id_seq') AS ask, past.*, first + place AS organization
    FROM past, generate_series(1, past.asked) place
    """,
    """
    INSERT INTO escalation_ask (id, circle_id, envelope_id, organization_id, asker_id, opened_at,
                                due_at, plan, step, settled_at)
    SELECT ask, circle, envelope, organization, first, at, at + interval '1 day', '[]', 0,
           at + interval '1 hour'
    FROM asked
    """,
    """
    INSERT INTO exchange_receipt (circle_id, bulletin_id, organization_id, ask_id)
    SELECT circle, bulletin, organization, ask FROM asked
    """,
    "DROP TABLE past, asked",
)
