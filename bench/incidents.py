"""An incident reported through the API, eight at a time; lists and filters as the record grows.

The yardstick of a report is the same rows by raw SQL, one statement each, over as many connections.
That of a list is the bare query for the same rows by hand as superuser, without policies, names of
organizations and places.
"""

import itertools
import uuid
from collections.abc import Iterator
from datetime import timedelta

import psycopg
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import meter, people, raw, web
from bench.figures import Figure
from bench.house import House
from bench.people import Circle, Database
from lienket.incidents import queries
from lienket.incidents.models import Incident
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting

MEMBERS = 25
AT_ONCE = 8
PAGE = 51
SIZES = (10_000, 100_000, 1_000_000)
#: The same list so many times in a turn, and so many turns.
IN_A_TURN, TURNS = 100, 3
_numbers = itertools.count(1)


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    circle = people.form(house.database, people.admit(house.database, MEMBERS))
    sites = _sites(house.database, circle)
    _grow(house.database, circle, sites, 0, SIZES[0])
    yield from _reporting(house, circle, sites[0], 100 if quick else 300)
    held = SIZES[0]
    for size in SIZES[:2] if quick else SIZES:
        _grow(house.database, circle, sites, held, size)
        held = size
        for name, ours, bare in _lists(house, circle, sites[0]):
            yield Figure(
                f"incidents, {size:,}: {name}, PostgreSQL CPU",
                ours,
                "ms",
                beside="bare query",
                yardstick=bare,
            )


# ---- Reporting ---------------------------------------------------------------------------------


def _reporting(house: House, circle: Circle, site: int, count: int) -> Iterator[Figure]:
    with house.working():
        report(house, circle, site, 40)
        ours = house.cost(count, [lambda: report(house, circle, site, count)] * 4)
        bare = house.cost(count, [lambda: _bare(house, circle, site, count)] * 4)
    yield Figure("report an incident, CPU", ours.cpu, "ms", 4, beside="raw SQL", yardstick=bare.cpu)
    yield Figure("report an incident, rate", ours.rate, "/s", beside="raw SQL", yardstick=bare.rate)


def report(house: House, circle: Circle, site: int, count: int) -> list[bytes]:
    """So many incidents at a site, through the API; its answers."""
    asked = [
        web.request(
            "POST",
            f"/api/v1/circles/{circle.id}/incidents",
            token=people.token(circle.chair),
            body={
                "key": str(uuid.uuid4()),
                "kind": "equipment_theft",
                "summary": "Mất 40 m dây tiếp địa tại cột 12.",
                "site": site,
            },
        )
        for _ in range(count)
    ]
    return web.run(house.port, asked, at_once=AT_ONCE)


def _bare(house: House, circle: Circle, site: int, count: int) -> None:
    def write(database: Database, _: int) -> None:
        raw.see(database, [circle.id], circle.chair)
        database.execute(_SERIES, [circle.id])
        number = f"RAW-{next(_numbers)}"
        row = database.execute(
            _INCIDENT, [circle.id, circle.chair, number, site, uuid.uuid4()]
        ).fetchone()
        assert row
        database.execute(_ROLE, [circle.id, row[0], circle.chair])
        database.execute(_ENTRY, [circle.id, row[0], circle.chair])
        database.execute(_EVENT, [circle.id, f'{{"incident_id": {row[0]}}}'])

    raw.run(house.urls.runtime, write, range(count), at_once=AT_ONCE)


_SERIES = """
INSERT INTO circles_series AS s (circle_id, prefix, year, last) VALUES (%s, 'R', 2026, 1)
ON CONFLICT (circle_id, prefix, year) DO UPDATE SET last = s.last + 1
"""
_INCIDENT = """
INSERT INTO incidents_incident
    (circle_id, organization_id, reference, kind, severity, urgency, summary, happened_at,
     reported_at, site_id, place, exercise, client_key)
VALUES (%s, %s, %s, 'equipment_theft', 1, 'normal', 'Mất 40 m dây tiếp địa tại cột 12.', now(),
        now(), %s, '', false, %s)
RETURNING id
"""
_ROLE = """
INSERT INTO incidents_role (circle_id, incident_id, organization_id, duty, note, since)
VALUES (%s, %s, %s, 'lead', '', now())
"""
_ENTRY = """
INSERT INTO incidents_entry
    (circle_id, incident_id, organization_id, kind, text, before, after, by, at)
VALUES (%s, %s, %s, 'reported', 'Mất 40 m dây tiếp địa tại cột 12.', '', '', 'appointment:1', now())
"""
_EVENT = """
WITH told AS (
    INSERT INTO journal_event (at, type, circle_id, by, cause, facts)
    VALUES (now(), 'IncidentReported', %s, 'appointment:1', gen_random_uuid(), %s)
    RETURNING circle_id, id
) SELECT pg_notify('lienket_live', 'event ' || circle_id || ':' || id) FROM told
"""


# ---- Lists -------------------------------------------------------------------------------------


def _sites(database: Database, circle: Circle) -> list[int]:
    """A site of each member."""
    rows = database.execute(
        "INSERT INTO places_site (circle_id, organization_id, name, kind, importance, address,"
        " latitude, longitude, note, listed_at)"
        " SELECT %s, unit, 'Trạm ' || unit, 'substation', 2, '', 13.3, 109.2, '', now()"
        " FROM unnest(%s::bigint[]) unit RETURNING id",
        [circle.id, list(circle.members)],
    ).fetchall()
    return [site for (site,) in rows]


def _grow(database: Database, circle: Circle, sites: list[int], held: int, size: int) -> None:
    """Past incidents, ten minutes apart: all kinds, sites and members, one in twenty still open."""
    database.execute("SET session_replication_role = replica")
    database.execute(
        _PAST,
        {
            "circle": circle.id,
            "sites": sites,
            "members": list(circle.members),
            "kinds": ["theft", "equipment_theft", "kite", "digging", "burning", "fire", "trespass"],
            "first": held + 1,
            "last": size,
        },
    )
    database.execute("SET session_replication_role = DEFAULT")
    database.execute("VACUUM ANALYZE incidents_incident")


_PAST = """
INSERT INTO incidents_incident
    (circle_id, organization_id, reference, kind, severity, urgency, summary, happened_at,
     reported_at, site_id, place, exercise, client_key, closed_at)
SELECT %(circle)s, (%(members)s::bigint[])[1 + n %% 25], 'P-' || n,
       (%(kinds)s::text[])[1 + n %% 7], 1, 'normal', 'Vụ việc số ' || n, at, at,
       (%(sites)s::bigint[])[1 + n %% 25], '', n %% 50 = 0, gen_random_uuid(),
       CASE WHEN n %% 20 > 0 THEN at + interval '1 day' END
FROM generate_series(%(first)s::int, %(last)s::int) n,
     LATERAL (SELECT now() - n * interval '10 minutes' AS at) t
"""
_ROWS = "SELECT * FROM incidents_incident WHERE circle_id = %(circle)s"
_ORDER = f" ORDER BY happened_at DESC, id DESC LIMIT {PAGE}"


def _lists(house: House, circle: Circle, site: int) -> Iterator[tuple[str, float, float]]:
    """Each list with the CPU milliseconds of the product's statements and of the bare query."""
    by = Member(circle.chair, circle.chair, circle.chair, "", "", circles=(circle.id,))
    month = timezone.now() - timedelta(days=60)
    given = {"circle": circle.id, "site": site, "month": month}
    mine = queries.incidents_for(by).filter(circle_id=circle.id)
    asked: dict[str, tuple[QuerySet[Incident], str]] = {
        "newest": (mine, ""),
        "one kind": (mine.filter(kind="digging"), " AND kind = 'digging'"),
        "a place until a day": (
            mine.filter(site_id=site, happened_at__lt=month),
            " AND site_id = %(site)s AND happened_at < %(month)s",
        ),
        "open ones": (mine.filter(closed_at=None), " AND closed_at IS NULL"),
        "what figures count": (
            mine.filter(queries.counted()),
            " AND NOT exercise AND (closed_at IS NULL OR id NOT IN (SELECT incident_id FROM"
            " incidents_closure WHERE outcome IN ('unfounded', 'duplicate')))",
        ),
    }
    for name, (rows, where) in asked.items():
        with acting(by), CaptureQueriesContext(connection) as sent:
            list(rows[:PAGE])
        statement = next(one["sql"] for one in sent if "incidents_incident" in one["sql"])
        with (
            psycopg.connect(house.urls.runtime) as held,
            psycopg.connect(house.urls.superuser) as free,
        ):
            raw.see(held, [circle.id], circle.chair)
            ours = _cpu(held, statement, None)
            yield name, ours, _cpu(free, _ROWS + where + _ORDER, given)


def _cpu(database: Database, statement: str, given: dict[str, object] | None) -> float:
    """CPU milliseconds of a statement in the least disturbed turn."""
    spent = []
    for _ in range(TURNS):
        before = meter.cpu_of_one(database.info.backend_pid)
        for _ in range(IN_A_TURN):
            database.execute(statement.encode(), given, prepare=True).fetchall()
        spent.append((meter.cpu_of_one(database.info.backend_pid) - before) / IN_A_TURN)
    return min(spent)
