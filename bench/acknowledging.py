"""Measure 3: organizations acknowledge through the API, each with its own token.

The yardstick changes the same rows by raw SQL: lock the ask, write the acknowledgement, settle the
ask, cancel what still waits to be sent, write the event; one statement each.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from bench import issuing, people, raw, web
from bench.figures import Figure
from bench.house import House
from bench.people import Circle, Database


class Owed(NamedTuple):
    """A receipt, and what hangs on it."""

    receipt: int
    organization: int
    ask: int
    envelope: int


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    bulletins, turns = 4 if quick else 8, 5
    receipts = bulletins * issuing.RECIPIENTS
    circle = people.form(house.database, people.admit(house.database, issuing.RECIPIENTS + 1))
    with house.working():
        owed = [_owed(house, circle, bulletins) for _ in range(2 * turns + 1)]
        house.settle()
        _answer(house, owed.pop())
        ours = house.cost(receipts, [partial(_answer, house, one) for one in owed[:turns]])
        bare = house.cost(receipts, [partial(_bare, house, circle, one) for one in owed[turns:]])
    yield Figure(
        "acknowledge, CPU",
        ours.cpu,
        "ms",
        3,
        beside="raw SQL",
        yardstick=bare.cpu,
    )
    yield Figure(
        "acknowledge, rate",
        ours.rate,
        "/s",
        0.3 * bare.rate,
        least=True,
        beside="raw SQL",
        yardstick=bare.rate,
    )


def _owed(house: House, circle: Circle, bulletins: int) -> list[Owed]:
    """The receipts of so many fresh bulletins."""
    issued = [json.loads(answer)["id"] for answer in issuing.issue(house, circle, bulletins)]
    rows = house.database.execute(
        "SELECT r.id, r.organization_id, r.ask_id, a.envelope_id FROM exchange_receipt r"
        " JOIN escalation_ask a ON a.id = r.ask_id WHERE r.bulletin_id = ANY (%s)",
        [issued],
    )
    return [Owed(*row) for row in rows]


def _answer(house: House, owed: list[Owed]) -> None:
    """Acknowledge all of these, each as its own organization."""
    asked = [
        web.request(
            "POST",
            f"/api/v1/receipts/{one.receipt}/acknowledgement",
            token=people.token(one.organization),
            body={},
        )
        for one in owed
    ]
    web.run(house.port, asked, at_once=issuing.AT_ONCE)


def _bare(house: House, circle: Circle, owed: list[Owed]) -> None:
    def write(database: Database, place: int) -> None:
        one = owed[place]
        raw.see(database, [circle.id], one.organization)
        database.execute("SELECT FROM escalation_ask WHERE id = %s FOR UPDATE", [one.ask])
        database.execute(
            "INSERT INTO exchange_acknowledgement (circle_id, receipt_id, fact, by, at, via, note,"
            " late) VALUES (%s, %s, 'received', 'appointment:1', now(), 'api', '', false)",
            [circle.id, one.receipt],
        )
        database.execute(
            "UPDATE escalation_ask SET settled_at = now(), escalate_at = NULL WHERE id = %s",
            [one.ask],
        )
        database.execute(
            "UPDATE delivery_message SET state = 'cancelled' WHERE envelope_id = %s"
            " AND organization_id = %s AND state = 'queued'",
            [one.envelope, one.organization],
        )
        database.execute(
            "WITH told AS (INSERT INTO journal_event (at, type, circle_id, by, cause, facts)"
            " VALUES (now(), 'ReceiptAnswered', %s, 'appointment:1', gen_random_uuid(), %s)"
            " RETURNING circle_id, id)"
            " SELECT pg_notify('lienket_live', 'event ' || circle_id || ':' || id) FROM told",
            [circle.id, f'{{"receipt_id": {one.receipt}}}'],
        )

    raw.run(house.urls.runtime, write, range(len(owed)), at_once=issuing.AT_ONCE)
