"""Measure 10: the search, as what can be found grows from 10⁴ to 10⁶ entries.

Half of the entries are in one circle, the others in nineteen more; the reader belongs to all of
them. The yardstick is the bare query for the same words, sorted by time, as superuser: without
policies, without ranking. Times are of whole calls through Python, the 95th of forty.
"""

import time
from collections.abc import Iterator

import psycopg

from bench import people, raw
from bench.figures import Figure
from bench.house import House
from bench.people import Circle, Database

CIRCLES = 20
SIZES = (10_000, 100_000, 1_000_000)
CALLS = 40
# What is asked for, and how often its words occur together.
ASKED = {
    "in one of 3": "kiem tra",
    "in one of 1,000": "duong day so 117",
    "a number": "X-4711",
    "mistyped": "kiem tra ddoan tuyen soo 471",
}

_FIND = """SELECT * FROM app_search(%s, %s, NULL, now(), 0, 21)"""
_BARE = """
    SELECT circle_id, source, object_id, title, text, at, exercise FROM search_entry
    WHERE words @@ to_tsquery('simple', %s) AND circle_id = ANY(%s) ORDER BY at DESC LIMIT 21
"""
_GROW = """
    INSERT INTO search_entry (circle_id, source, object_id, title, text, at, exercise)
    SELECT (%(circles)s::bigint[])[CASE WHEN n %% 2 = 0 THEN 1 ELSE 2 + n / 2 %% %(others)s END],
           'exchange_bulletin', n,
           'X-' || n || CASE n %% 3 WHEN 0 THEN ' Kiểm tra đoạn tuyến số ' || n %% 977
                ELSE ' Thông báo về đường dây số ' || n %% 991 END,
           repeat('Các bên cử người phối hợp, ghi nhật ký. ', 2),
           now() - n * interval '1 minute', false
    FROM generate_series(%(first)s::int, %(last)s::int) n
"""

_LEARN = """
    INSERT INTO search_word (circle_id, word)
    SELECT c.id, w FROM circles_circle c,
        unnest(string_to_array('x kiem tra doan tuyen so thong bao ve duong day', ' ')) w
    ON CONFLICT DO NOTHING
"""


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    members = people.admit(house.database, 2)
    circles = [people.form(house.database, members) for _ in range(CIRCLES)]
    held = 0
    for size in SIZES[:2] if quick else SIZES:
        # Without triggers, because the words of these titles are few, and with the index of words
        # made afterwards: entry by entry it takes most of an hour for a million.
        index = _index(house.database)
        house.database.execute("DROP INDEX entries_by_words")
        house.database.execute("SET session_replication_role = replica")
        house.database.execute(
            _GROW.encode(),
            {
                "circles": [circle.id for circle in circles],
                "others": CIRCLES - 1,
                "first": held + 1,
                "last": size,
            },
        )
        house.database.execute(_LEARN.encode())
        house.database.execute("SET session_replication_role = DEFAULT")
        house.database.execute("SET maintenance_work_mem = '512MB'")
        house.database.execute(index.encode())
        house.database.execute("VACUUM ANALYZE search_entry")
        held = size
        for name, asked in ASKED.items():
            found, bare = _ask(house, circles, asked)
            yield Figure(
                f"search, {size:,} entries: words {name}, 95th",
                found,
                "ms",
                3 * bare,
                beside="bare query",
                yardstick=bare,
            )


def _index(database: Database) -> str:
    """How the migration makes the index of words."""
    asked = database.execute("SELECT pg_get_indexdef('entries_by_words'::regclass)").fetchone()
    assert asked
    return str(asked[0])


def _ask(house: House, circles: list[Circle], asked: str) -> tuple[float, float]:
    """Milliseconds of the product's call and of the bare query, in turn.

    For mistyped words the bare query is told what was meant.
    """
    mine = [circle.id for circle in circles]
    meant = asked.replace("-", " ").replace("ddoan", "doan").replace("soo", "so").lower()
    terms = " & ".join(meant.split())
    with psycopg.connect(house.urls.runtime) as held, psycopg.connect(house.urls.superuser) as free:
        raw.see(held, mine, circles[0].chair)
        took: tuple[list[float], list[float]] = ([], [])
        for _ in range(CALLS):
            took[0].append(_time(held, _FIND, [asked, mine]))
            took[1].append(_time(free, _BARE, [terms, mine]))
    found, bare = (sorted(times)[int(CALLS * 0.95)] for times in took)
    return found, bare


def _time(database: Database, statement: str, values: list[object]) -> float:
    started = time.perf_counter()
    database.execute(statement.encode(), values).fetchall()
    return (time.perf_counter() - started) * 1000
