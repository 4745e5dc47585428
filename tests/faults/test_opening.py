"""A worker that is killed while it opens what is due leaves no period out and opens none twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from lienket.obligations.rules import Cadence, periods
from tests.cast import NOON
from tests.faults.installation import Installation, installation, until

#: A quarter of an hour passes in a second.
SPEED = 900
SOON = 30
DUTIES = 15


@contextmanager
def held(lienket: Installation, table: str) -> Iterator[None]:
    """Nobody writes this table meanwhile: whoever wants to is stopped in the middle."""
    with psycopg.connect(lienket.cluster.ensure().superuser) as database:
        database.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield


def is_waited_for(lienket: Installation, table: str) -> bool:
    return bool(
        lienket.rows(
            "SELECT FROM pg_locks WHERE relation = %s::regclass AND NOT granted LIMIT 1", table
        )
    )


def opened(lienket: Installation) -> int:
    ((count,),) = lienket.rows("SELECT count(*) FROM obligations_occurrence")
    return int(count)


def started(lienket: Installation) -> int:
    ((count,),) = lienket.rows("SELECT count(*) FROM obligations_duty")
    return int(count)


@pytest.fixture
def lienket() -> Iterator[Installation]:
    with installation(speed=SPEED, LIENKET_SMTP_PORT="1") as lienket:
        lienket.scene(module="tests.faults.duties")
        yield lienket


def test_kills_in_the_middle_of_opening_leave_no_gap_and_no_double(lienket: Installation) -> None:
    lienket.start("worker-1")
    # A busy machine opens the first duties before the last ones are started.
    until(lambda: started(lienket) == DUTIES, within=SOON, told=lienket.log("worker-1").read_text)
    until(lambda: opened(lienket) > DUTIES, within=SOON, told=lienket.log("worker-1").read_text)
    # Before the first row is written; and when all are, before it counts.
    for table in ("obligations_occurrence", "obligations_duty"):
        with held(lienket, table):
            until(
                lambda table=table: is_waited_for(lienket, table),  # type: ignore[misc]
                within=SOON,
                told=lienket.log("worker-1").read_text,
            )
            before = opened(lienket)
            lienket.kill("worker-1")
        assert opened(lienket) == before
        lienket.restart("worker-1")
        until(
            lambda before=before: opened(lienket) > before + DUTIES,  # type: ignore[misc]
            within=SOON,
            told=lienket.log("worker-1").read_text,
        )
    lienket.kill("worker-1")

    duties = lienket.rows(
        "SELECT d.id, d.opened_until, o.cadence FROM obligations_duty d"
        " JOIN obligations_obligation o ON o.id = d.obligation_id"
    )
    assert len(duties) == DUTIES
    for duty_id, opened_until, cadence in duties:
        due = periods(Cadence.from_json(cadence), NOON - timedelta(seconds=1), opened_until)
        assert lienket.rows(
            "SELECT period_start, ordinal FROM obligations_occurrence WHERE duty_id = %s"
            " ORDER BY 1, 2",
            duty_id,
        ) == [(one.start, one.ordinal) for one in due]
