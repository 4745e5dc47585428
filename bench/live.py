"""Measure 1: from the commit of a bulletin to the last of many open streams.

The yardstick is a bare broadcast of the same frame (`broadcast`), received by the same process;
both are measured in turn. The product's time starts at the commit as PostgreSQL recorded it, the
yardstick's at its first write.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench import broadcast, meter, people, web
from bench.figures import Figure, median
from bench.house import ROOT, House, await_port, free_port
from bench.people import Circle

ROUNDS = 20
# Frames that a reconnecting page has missed.
MISSED = 3


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    for streams in (500,) if quick else (500, 2000):
        circle = people.form(house.database, people.admit(house.database, streams))
        house.renew_web()
        house.settle()
        with house.working(), Crowd(streams) as crowd:
            yield from _deliveries(house, crowd, circle)
            yield from _reconnects(house, crowd, circle)


class Crowd:
    """The listeners' process and the bare broadcaster."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __enter__(self) -> "Crowd":
        self.listeners = _run("bench.listeners")
        self.port = free_port()
        self.bare = _run(broadcast.__name__, str(self.port))
        await_port(self.port, self.bare)
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self.listeners, self.bare):
            process.kill()
            process.wait()

    def tell(self, **command: object) -> Any:
        """One command to the listeners, and their answer."""
        return json.loads(_ask(self.listeners, command))

    def shout(self, frame: str) -> float:
        """Have the bare server write a frame to everybody; when it began."""
        return float(_ask(self.bare, frame))


def _deliveries(house: House, crowd: Crowd, circle: Circle) -> Iterator[Figure]:
    # A first page, so that everything is loaded.
    issue = web.request(
        "POST",
        f"/api/v1/circles/{circle.id}/bulletins",
        token=people.token(circle.chair),
        body=people.bulletin(circle.members[1:3]),
    )
    web.run(house.port, [issue] * 10)
    alone = _cpu_of_issuing(house, issue)
    before, _ = meter.memory([house.web.pid])
    crowd.tell(open="live", port=house.port, heads=_heads(circle))
    after, _ = meter.memory([house.web.pid])
    crowd.tell(open="bare", port=crowd.port, heads=["GET / HTTP/1.1\r\n\r\n"] * crowd.size)

    ours, bare = [], []
    spent = 0.0
    for _ in range(ROUNDS):
        started = house.cpu()
        answer = json.loads(web.run(house.port, [issue])[0])
        heard = crowd.tell(**{"await": "live"}, frames=1)
        spent += house.cpu() - started
        ours.append(heard["last"] - _committed(house, answer["id"]))
        began = crowd.shout(heard["frame"])
        bare.append(crowd.tell(**{"await": "bare"}, frames=1)["last"] - began)
    crowd.tell(close="live")
    crowd.tell(close="bare")

    many = f"{crowd.size:,} streams"
    delivering = spent / ROUNDS - alone
    yield Figure(f"live, {many}: CPU per delivery", delivering / crowd.size, "ms", 0.03)
    last, yardstick = median(ours) * 1000, median(bare) * 1000
    told = f"live, {many}: commit to the last stream"
    yield Figure(told, last, "ms", 2 * yardstick, beside="bare broadcast", yardstick=yardstick)
    yield Figure(
        f"live, {many}: memory per idle stream", (after - before) * 1000 / crowd.size, "KB", 16
    )


def _cpu_of_issuing(house: House, issue: bytes) -> float:
    """What the POST costs by itself while nobody listens; issuing has a measure of its own."""
    before = house.cpu()
    for _ in range(ROUNDS):
        web.run(house.port, [issue])
    return (house.cpu() - before) / ROUNDS


def _reconnects(house: House, crowd: Crowd, circle: Circle) -> Iterator[Figure]:
    """Each stream connects again and is sent what it has missed."""
    row = house.database.execute(
        "SELECT floor::text || '.' || id FROM journal_event WHERE circle_id = %s"
        " ORDER BY id DESC OFFSET %s LIMIT 1",
        [circle.id, MISSED],
    ).fetchone()
    assert row
    started = house.cpu()
    crowd.tell(open="fresh", port=house.port, heads=_heads(circle))
    fresh = house.cpu() - started
    crowd.tell(close="fresh")
    started = house.cpu()
    said = crowd.tell(open="again", port=house.port, heads=_heads(circle, row[0]))
    again = house.cpu() - started
    crowd.tell(close="again")
    assert said["frames"] >= MISSED * crowd.size
    yield Figure(
        f"live, {crowd.size:,} streams: reconnect with {MISSED} missed frames, CPU",
        again / crowd.size,
        "ms",
        1.0,
        beside="connect, nothing missed",
        yardstick=fresh / crowd.size,
    )


def _committed(house: House, bulletin: int) -> float:
    """When the bulletin was committed, in seconds since the epoch."""
    row = house.database.execute(
        "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM exchange_bulletin"
        " WHERE id = %s",
        [bulletin],
    ).fetchone()
    assert row
    return float(row[0])


def _heads(circle: Circle, last_event_id: str = "") -> list[str]:
    """The request of each member's stream."""
    resume = f"Last-Event-ID: {last_event_id}\r\n" if last_event_id else ""
    return [
        f"GET /live/?circle={circle.id} HTTP/1.1\r\nHost: 127.0.0.1\r\n{resume}"
        f"Authorization: Bearer {people.token(member)}\r\n\r\n"
        for member in circle.members
    ]


def _run(module: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(process: "subprocess.Popen[str]", said: object) -> str:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(said) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise ConnectionError("a helper process ended")
    return answer
