"""The order in which things are looked at: what stands on something comes after it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg

from lienket.config.cli.words import _
from lienket.config.doctor import database, engine, machine
from lienket.config.doctor.finding import Finding


def examine(url: str) -> Iterator[Finding]:
    """Look at everything; `url` is the database as web processes reach it.

    Without a database only the machine can be looked at.
    """
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        yield Finding(
            _("The database does not answer: {error}").format(error=str(error).strip()),
            _("Check DATABASE_URL. A server that is new to LiênKết needs this SQL first:")
            + f"\n{database.everything_sql()}",
        )
    else:
        with connection:
            now = datetime.now(UTC)
            yield database.version(connection)
            yield database.roles_are_right(connection)
            yield database.schema_is_prepared(connection)
            migrated = database.is_migrated()
            yield migrated
            if migrated.good:
                yield database.rows_are_guarded(connection)
                yield engine.worker_lives(now)
                yield engine.watchdog_lives(now)
            yield machine.clock_agrees(connection)
    yield engine.channels()
    yield machine.disk_has_room()
    yield machine.papers_can_be_printed()
