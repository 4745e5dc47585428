"""Measure 4: the list of a circle's bulletins, as the record grows from 10⁴ to 10⁶.

Half of all bulletins are in the circle that is read, the others in nineteen more of which the
reader is a member too. Row-level security is measured with the very statements of the list, run
in turn by the runtime role and by one without policies.
"""

from collections.abc import Iterator

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import history, meter, people, raw, web
from bench.figures import Figure
from bench.house import House
from bench.people import Circle, Database
from lienket.exchange import queries
from lienket.exchange.api import reading
from lienket.kernel import paging
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations.models import Account

CIRCLES = 20
SIZES = (10_000, 100_000, 1_000_000)
# In each turn; and statements of the list, with and without policies.
TURNS, PAGES, IN_A_TURN = 8, 40, 50


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    members = people.admit(house.database, history.ASKED + 1)
    circles = [people.form(house.database, members) for _ in range(CIRCLES)]
    circle = circles[0]
    browser = Client()
    browser.force_login(Account.objects.get(id=circle.chair))
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    token = people.token(circle.chair)
    pages = {
        "JSON": web.request("GET", f"/api/v1/circles/{circle.id}/bulletins", token=token),
        "all": web.request("GET", "/api/v1/bulletins", token=token),
        "page": web.request("GET", f"/circles/{circle.id}/bulletins/", cookie=cookie),
    }
    by = _reader(circles)
    first: dict[str, float] = {}
    for size in SIZES[:2] if quick else SIZES:
        history.grow(house.database, circles, size)
        rows = f"{size:,} bulletins"
        with house.working():
            spent = {name: _cpu_of_pages(house, asked) for name, asked in pages.items()}
        for name, target in (("JSON", 4.0), ("page", 6.0)):
            yield Figure(f"circle list, {rows}: {name}, CPU", spent[name], "ms", target)
            if size == SIZES[0]:
                first[name] = spent[name]
            else:
                yield Figure(
                    f"circle list, {rows}: {name}, against {SIZES[0]:,}",
                    spent[name],
                    "ms",
                    1.25 * first[name],
                    beside=f"{SIZES[0]:,}",
                    yardstick=first[name],
                )
        yield Figure(
            f"list over {CIRCLES} circles, {rows}: JSON, CPU",
            spent["all"],
            "ms",
            2 * spent["JSON"],
            beside="one circle",
            yardstick=spent["JSON"],
        )
        held, free = _policies(house, circle, by)
        yield Figure(
            f"circle list, {rows}: PostgreSQL CPU under policies",
            held,
            "ms",
            1.15 * free,
            beside="no policies",
            yardstick=free,
        )


def _reader(circles: list[Circle]) -> Member:
    chair = circles[0].chair
    return Member(chair, chair, chair, "", "", circles=tuple(circle.id for circle in circles))


def _cpu_of_pages(house: House, asked: bytes) -> float:
    """CPU milliseconds of web, worker and PostgreSQL for one page."""
    web.run(house.port, [asked] * 20)
    return house.cost(PAGES, [lambda: web.run(house.port, [asked] * PAGES)] * TURNS).cpu


def _policies(house: House, circle: Circle, by: Member) -> tuple[float, float]:
    """PostgreSQL's CPU milliseconds for the statements of the list, with policies and without."""
    with acting(by), CaptureQueriesContext(connection) as asked:
        newest = queries.bulletins_for(by).filter(circle_id=circle.id)
        reading.bulletin_rows(newest[: paging.PAGE + 1])
    statements = [one["sql"] for one in asked if "set_config" not in one["sql"]]
    spent: dict[Database, float] = {}
    with psycopg.connect(house.urls.runtime) as held, psycopg.connect(house.urls.superuser) as free:
        for database in (held, free):
            # Both in one long transaction, so that its beginning and end do not count.
            raw.see(database, by.circles, by.organization_id)
            _run(database, statements)
        for _ in range(TURNS):
            for database in (held, free):
                before = meter.cpu_of_one(database.info.backend_pid)
                for _ in range(IN_A_TURN):
                    _run(database, statements)
                took = meter.cpu_of_one(database.info.backend_pid) - before
                spent[database] = min(took / IN_A_TURN, spent.get(database, took))
        return spent[held], spent[free]


def _run(database: Database, statements: list[str]) -> None:
    for statement in statements:
        database.execute(statement.encode(), prepare=True).fetchall()
