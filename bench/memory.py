"""Measure 6: what an idle installation keeps in memory, after every module was used once."""

from collections.abc import Iterator

from bench import meter, people, web
from bench.figures import Figure
from bench.house import House


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    circle = people.form(house.database, people.admit(house.database, 25))
    house.renew_web()
    with house.working(mailing=True):
        token = people.token(circle.chair)
        path = f"/api/v1/circles/{circle.id}/bulletins"
        issued = web.request("POST", path, token=token, body=people.bulletin())
        listed = web.request("GET", path, token=token)
        # On every thread, so that each has its connection.
        web.run(house.port, [issued, listed] * 12, at_once=6)
        house.await_mail()
        resident, shared_out = meter.memory(house.processes)
    yield Figure("idle web + worker, resident memory", resident, "MB", 230)
    yield Figure("idle web + worker, shared pages divided (PSS)", shared_out, "MB")
