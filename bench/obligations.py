"""Duties: opening 100,000 that fall due at once, and the figures of a circle over 10⁶ occurrences.

Opening is `open_due` in this process until nothing is due, with envelopes, asks and journal; its
yardstick writes as many envelopes, asks and occurrences by three raw statements. The figures are
those of the page (by party, by obligation, by party and month), all of the occurrences in the
year that is asked for; their yardstick is the same question by hand, without policies.
"""

import math
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

import psycopg
from django.db.models import QuerySet
from django.utils import timezone

from bench import people
from bench.figures import Figure
from bench.house import House
from bench.people import Circle, Database
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.obligations import actions
from lienket.obligations.models import Occurrence
from lienket.obligations.queries import compliance

Question = Callable[[QuerySet[Occurrence], datetime], object]
# So many organizations in a circle owe so many obligations each.
MEMBERS, CIRCLES, OBLIGATIONS = 50, 20, 100
OCCURRENCES = 1_000_000
QUICK_CIRCLES, QUICK_OCCURRENCES = 2, 100_000
TURNS = 5
YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    yield _opening(house, QUICK_CIRCLES if quick else CIRCLES)
    yield from _figures(house, QUICK_OCCURRENCES if quick else OCCURRENCES)


# ---- Opening -----------------------------------------------------------------------------------


def _opening(house: House, count: int) -> Figure:
    now = timezone.now()
    duties = count * MEMBERS * OBLIGATIONS
    _owe(house.database, count, now)
    house.settle()
    began = time.perf_counter()
    while actions.open_due(now=now):
        pass
    taken = (time.perf_counter() - began) * 1000 / duties
    _check_opened(house.database, duties)

    circles = _owe(house.database, count, now)
    house.settle()
    began = time.perf_counter()
    with psycopg.connect(house.urls.superuser) as database:
        for statement in _RAW:
            database.execute(
                statement.encode(), {"circles": [one.id for one in circles], "now": now}
            )
    raw = (time.perf_counter() - began) * 1000 / duties
    house.database.execute("UPDATE obligations_duty SET opens_at = NULL")
    return Figure(
        f"{duties:,} due occurrences opened, each",
        taken,
        "ms",
        beside="their rows by three raw statements",
        yardstick=raw,
    )


def _owe(database: Database, count: int, now: datetime) -> list[Circle]:
    """New circles in which every member owes every obligation daily, and one day is due."""
    circles = [people.form(database, people.admit(database, MEMBERS)) for _ in range(count)]
    for circle in circles:
        for statement in _DUTIES:
            database.execute(
                statement.encode(),
                {
                    "circle": circle.id,
                    "chair": circle.chair,
                    "members": list(circle.members),
                    "obligations": OBLIGATIONS,
                    # Every day has one midnight.
                    "opened": now - timedelta(days=1),
                },
            )
    return circles


def _check_opened(database: Database, wanted: int) -> None:
    row = database.execute("SELECT count(*) FROM obligations_occurrence").fetchone()
    assert row == (wanted,), f"{row} occurrences instead of {wanted}"


# ---- Figures -----------------------------------------------------------------------------------


def _figures(house: House, count: int) -> Iterator[Figure]:
    (circle,) = _owe(house.database, 1, datetime(2026, 1, 1, tzinfo=UTC))
    # Without triggers, as `pg_restore` loads rows that are known to fit one another.
    house.database.execute("SET session_replication_role = replica")
    house.database.execute(
        _PAST.encode(), {"circle": circle.id, "count": count, "duties": MEMBERS * OBLIGATIONS}
    )
    house.database.execute("SET session_replication_role = DEFAULT")
    house.settle()
    by = Member(circle.chair, circle.chair, circle.chair, "", "", circles=(circle.id,))
    now = datetime(2026, 9, 1, tzinfo=UTC)

    def asked(question: Question) -> None:
        with acting(by):
            question(compliance.within(by, circle.id, *YEAR), now)

    def by_hand(key: str, join: str) -> None:
        statement = _COUNTED.format(key=key, join=join).encode()
        said = {"circle": circle.id, "since": YEAR[0], "until": YEAR[1], "now": now}
        house.database.execute(statement, said).fetchall()

    for name, question, key, join in _QUESTIONS:
        taken, hand = _best(partial(asked, question), partial(by_hand, key, join))
        yield Figure(
            f"{count:,} occurrences counted by {name}",
            taken,
            "ms",
            1.5 * hand,
            beside="the same SQL by hand, no policies",
            yardstick=hand,
        )


def _by_party_and_month(
    found: QuerySet[Occurrence], now: datetime
) -> dict[tuple[int, date], compliance.Figures]:
    return compliance.by_party_and("month", found, now)


# Each with what it is grouped by, and what is joined for that.
_QUESTIONS: tuple[tuple[str, Question, str, str], ...] = (
    ("party", compliance.by_party, "o.organization_id", ""),
    (
        "obligation",
        compliance.by_obligation,
        "d.obligation_id",
        "JOIN obligations_duty d ON d.id = o.duty_id",
    ),
    (
        "party and month",
        _by_party_and_month,
        "o.organization_id, date_trunc('month', o.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')",
        "",
    ),
)


def _best(*acts: Callable[[], None]) -> list[float]:
    """Milliseconds of the least disturbed turn of each; they take turns."""
    best = [math.inf] * len(acts)
    for _ in range(TURNS):
        for place, act in enumerate(acts):
            began = time.perf_counter()
            act()
            best[place] = min(best[place], (time.perf_counter() - began) * 1000)
    return best


_DUTIES = (
    """
    INSERT INTO regulations_regulation (circle_id, organization_id, form, title, code, valid_from,
                                        cites, drafted_at, put_at, signed_at, ended_because, place,
                                        origin)
    VALUES (%(circle)s, %(chair)s, 'signed', 'Quy chế phối hợp', '', date '2026-01-01', '', now(),
            now(), now(), '', '', '')
    """,
    """
    INSERT INTO obligations_obligation (circle_id, regulation_id, code, clause_key, title, office,
        cadence, proof, proof_name, indicator, urgency, remind_before, grace, defined_at,
        ended_because)
    SELECT circle_id, id, 'N' || n, 'd1.k1', 'Kiểm tra hoạt động camera', '',
           '{"kind": "calendar", "rrule": "FREQ=DAILY"}', 'words', '', '', 'normal', 1440, 0, now(),
           ''
    FROM regulations_regulation, generate_series(1, %(obligations)s) n
    WHERE circle_id = %(circle)s
    """,
    """
    INSERT INTO obligations_duty (circle_id, obligation_id, organization_id, jointly, asker_id,
                                  opened_until, opens_at)
    SELECT circle_id, id, organization, '{}', %(chair)s, %(opened)s, %(opened)s
    FROM obligations_obligation, unnest(%(members)s::bigint[]) organization
    WHERE circle_id = %(circle)s
    """,
)
_RAW = (
    """
    CREATE TEMPORARY TABLE due ON COMMIT DROP AS
    SELECT d.*, nextval('delivery_envelope_id_seq') AS envelope,
           nextval('escalation_ask_id_seq') AS ask
    FROM obligations_duty d WHERE circle_id = ANY (%(circles)s)
    """,
    """
    INSERT INTO delivery_envelope (id, circle_id, organization_id, kind, reference, urgency,
                                   exercise, sent_at, due_at)
    SELECT envelope, circle_id, asker_id, 'duty', 'N100 20/11/2026', 'normal', false, %(now)s,
           %(now)s + interval '1 day'
    FROM due
    """,
    """
    INSERT INTO escalation_ask (id, circle_id, envelope_id, organization_id, asker_id, opened_at,
                                due_at, plan, step, escalate_at, released)
    SELECT ask, circle_id, envelope, organization_id, asker_id, %(now)s,
           %(now)s + interval '1 day', '[{"to": "duty", "after": 30}]', 0,
           %(now)s + interval '1 hour', false
    FROM due
    """,
    """
    INSERT INTO obligations_occurrence (circle_id, duty_id, organization_id, period_start,
        period_end, ordinal, event, opened_at, due_at, late_at, ask_id, nothing_to_report)
    SELECT circle_id, id, organization_id, %(now)s::date, %(now)s::date, 0, '', %(now)s,
           %(now)s + interval '1 day', %(now)s + interval '1 day', ask, false
    FROM due
    """,
)
# Seven of ten in time, one late, one excused, one not fulfilled.
_PAST = """
INSERT INTO obligations_occurrence (circle_id, duty_id, organization_id, period_start, period_end,
    ordinal, event, opened_at, due_at, late_at, fulfilled_at, confirmed_at, excused_at,
    nothing_to_report)
SELECT d.circle_id, d.id, d.organization_id, due::date, due::date, n, '', due, due, due,
       CASE WHEN n %% 10 < 7 THEN due - interval '1 hour'
            WHEN n %% 10 = 7 THEN due + n %% 100 * interval '1 minute' + interval '1 minute' END,
       CASE WHEN n %% 10 < 5 THEN due END,
       CASE WHEN n %% 10 = 8 THEN due END, false
FROM generate_series(1, %(count)s) n
JOIN (SELECT *, row_number() OVER () - 1 AS place
      FROM obligations_duty WHERE circle_id = %(circle)s) d ON d.place = n %% %(duties)s,
     LATERAL (SELECT timestamptz '2026-01-02' + n * interval '360 days' / %(count)s AS due) t
"""
_COUNTED = """
SELECT {key}, count(*),
    count(*) FILTER (WHERE fulfilled_at <= late_at),
    count(*) FILTER (WHERE fulfilled_at > late_at),
    count(*) FILTER (WHERE fulfilled_at IS NULL AND excused_at IS NULL AND late_at < %(now)s),
    count(*) FILTER (WHERE fulfilled_at IS NULL AND excused_at IS NULL AND late_at >= %(now)s),
    count(*) FILTER (WHERE excused_at IS NOT NULL),
    count(*) FILTER (WHERE confirmed_at IS NOT NULL),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY fulfilled_at - due_at)
        FILTER (WHERE fulfilled_at > late_at)
FROM obligations_occurrence o {join}
WHERE o.circle_id = %(circle)s AND o.due_at >= %(since)s AND o.due_at < %(until)s
GROUP BY {key}
"""
