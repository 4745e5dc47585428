"""Measure 4: the list of a circle's bulletins, as the record grows from 10⁴ to 10⁶.

Half of all bulletins are in the circle that is read, the others in nineteen more of which the
reader is a member too. Row-level security is measured with the very statements of the list, run
in turn by the runtime role and by one without policies.
"""

from collections.abc import Callable, Iterator

import psycopg
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import history, meter, people, web
from bench.figures import Figure
from bench.house import House
from bench.people import Circle, Database
from lienket.exchange import queries
from lienket.exchange.api import paging, reading
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting

CIRCLES = 20
PAGES = 200
# Turns with and without policies, and statements in each.
TURNS, IN_A_TURN = 8, 50


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    members = people.admit(house.database, history.ASKED + 1)
    circles = [people.form(house.database, members) for _ in range(CIRCLES)]
    circle = circles[0]
    browser = Client()
    browser.force_login(_account(circle.chair))
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    json = web.request(
        "GET", f"/api/v1/circles/{circle.id}/bulletins", token=people.token(circle.chair)
    )
    page = web.request("GET", f"/circles/{circle.id}/bulletins/", cookie=cookie)
    first: dict[str, float] = {}
    for size in (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000):
        history.grow(house.database, circles, size)
        rows = f"{size:,} bulletins"
        with house.working():
            for name, asked, target in (("JSON", json, 4.0), ("page", page, 6.0)):
                spent = _cpu_of_pages(house, asked)
                yield Figure(f"circle list, {rows}: {name}, CPU", spent, "ms", target,
                             beside="at 10,000", yardstick=first.setdefault(name, spent))
        by = _reader(circles)
        ours, bare = _policies(house, by, lambda: _one_circle(by, circle.id))
        yield Figure(f"circle list, {rows}: row-level security, PostgreSQL CPU", ours, "ms",
                     1.15 * bare, beside="no policies", yardstick=bare)
        everywhere, _ = _policies(house, by, lambda: _all_circles(by))
        yield Figure(f"list over {CIRCLES} circles, {rows}: PostgreSQL CPU", everywhere, "ms",
                     2 * ours, beside="one circle", yardstick=ours)


def _account(organization: int) -> object:
    from lienket.organizations.models import Account

    return Account.objects.get(id=organization)


def _reader(circles: list[Circle]) -> Member:
    chair = circles[0].chair
    return Member(chair, chair, chair, "", "", circles=tuple(circle.id for circle in circles))


def _cpu_of_pages(house: House, asked: bytes) -> float:
    """CPU milliseconds of web, worker and PostgreSQL for one page."""
    web.run(house.port, [asked] * 20)
    before = house.cpu()
    web.run(house.port, [asked] * PAGES)
    return (house.cpu() - before) / PAGES


def _one_circle(by: Member, circle_id: int) -> None:
    reading.bulletin_rows(
        queries.bulletins_for(by).filter(circle_id=circle_id)[: paging.PAGE + 1]
    )


def _all_circles(by: Member) -> None:
    reading.bulletin_rows(queries.newest_for(by, paging.PAGE + 1))


def _policies(house: House, by: Member, read: Callable[[], None]) -> tuple[float, float]:
    """PostgreSQL's CPU milliseconds for what `read` asks, with policies and without."""
    with transaction.atomic(), acting(by), CaptureQueriesContext(connection) as asked:
        read()
    statements = [one["sql"] for one in asked if 'FROM "' in one["sql"]]
    spent = {}
    with psycopg.connect(house.urls.runtime) as held, psycopg.connect(house.urls.superuser) as free:
        for database in (held, free):
            # Both in one long transaction, so that its beginning and end do not count.
            database.execute(
                "SELECT set_config('app.circles', %s, true), set_config('app.organizations', %s, true)",
                [f"{{{','.join(map(str, by.circles))}}}", f"{{{by.organization_id}}}"],
            )
            _run(database, statements)
            spent[database] = 0.0
        for _ in range(TURNS):
            for database in (held, free):
                before = meter.cpu([database.info.backend_pid])
                for _ in range(IN_A_TURN):
                    _run(database, statements)
                spent[database] += meter.cpu([database.info.backend_pid]) - before
        pages = TURNS * IN_A_TURN
        return spent[held] / pages, spent[free] / pages


def _run(database: Database, statements: list[str]) -> None:
    for statement in statements:
        database.execute(statement.encode(), prepare=True).fetchall()
