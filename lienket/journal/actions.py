"""Writing the journal."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

import orjson
from django.db import connection

from lienket.journal import jobs
from lienket.journal.events import News
from lienket.kernel.actors import Actor

#: Channel of NOTIFY on which live pages hear "event <circle>:<id>", and "end <ground>" when what a
#: stream stands on has ended: "session:…", "token:…", "appointment:5", "place:<circle>:<org>".
LIVE = "lienket_live"


def record(
    event: News,
    *,
    by: Actor,
    at: datetime,
    circle_id: int | None = None,
    organization_id: int | None = None,
    cause: uuid.UUID | None = None,
) -> None:
    """Write down that `event` happened, in the transaction of the change itself.

    One row per touched circle; events of one action share a `cause`. Each listener gets one job
    that is committed with the event. Live pages of the circle hear of it at the commit.
    """
    record_all(
        [event],
        by=by,
        at=at,
        circle_id=circle_id,
        organization_id=organization_id,
        cause=cause,
    )


def record_all(
    events: Iterable[News],
    *,
    by: Actor,
    at: datetime,
    circle_id: int | None = None,
    organization_id: int | None = None,
    cause: uuid.UUID | None = None,
) -> None:
    """Write several events of one action and circle in one statement."""
    events = list(events)
    if not events:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH told AS (
                INSERT INTO journal_event (at, type, circle_id, organization_id, by, cause, facts)
                SELECT %s, type, %s, %s, %s, %s, facts
                FROM jsonb_to_recordset(%s::jsonb) AS news (type text, facts jsonb)
                RETURNING id, circle_id
            )
            SELECT pg_notify(%s, 'event ' || circle_id || ':' || id) FROM told
            WHERE circle_id IS NOT NULL
            """,
            [
                at,
                circle_id,
                organization_id,
                by.id,
                cause or uuid.uuid4(),
                orjson.dumps(
                    [{"type": event.type, "facts": event.facts()} for event in events]
                ).decode(),
                LIVE,
            ],
        )
    jobs.defer_reactions(events, circle_id=circle_id, organization_id=organization_id, at=at)


def end_streams(ground: str) -> None:
    """Once this transaction commits, close every live stream that stands on `ground`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [LIVE, f"end {ground}"])


def open_months(*, today: date, ahead: int = 2) -> int:
    """Make the journal's partitions for this month and the next `ahead`; how many were new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_open_months(%s, %s)", [today, ahead])
        (opened,) = cursor.fetchone()
    return int(opened)
