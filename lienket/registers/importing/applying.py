"""Putting what was read into the register, in one transaction: all of it, or what can be used."""

from datetime import datetime
from typing import Any

from django.db import connection

from lienket.circles.actions import open_circle
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.registers.actions import ANSWER
from lienket.registers.actions.entries import hold, tie
from lienket.registers.actions.reminders import settle
from lienket.registers.events import RegisterImported
from lienket.registers.importing import queries
from lienket.registers.importing.actions import ImportEnded
from lienket.registers.models import Import

#: A row of the register `e` and the row `r` of the file that says something else of it.
_DIFFERENT = """
    r.of_id = %(import)s AND r.problem = ''
    AND e.circle_id = r.circle_id AND e.organization_id = r.organization_id
    AND e.kind = %(kind)s AND e.name = r.name AND e.number = r.number AND e.retired_at IS NULL
    AND (e.amount, e.part, e.expires_on) IS DISTINCT FROM (r.amount, r.part, r.expires_on)
"""
_ASKED = f"""
    SELECT DISTINCT e.ask_id FROM registers_entry e, registers_importrow r
    WHERE {_DIFFERENT} AND e.expires_on IS DISTINCT FROM r.expires_on AND e.ask_id IS NOT NULL
"""
_REMEMBER = f"""
    INSERT INTO registers_change (circle_id, entry_id, "column", before, after, by, at)
    SELECT e.circle_id, e.id, c.name, coalesce(c.before, ''), coalesce(c.after, ''), %(by)s, %(now)s
    FROM registers_entry e, registers_importrow r, LATERAL (VALUES
        ('amount', e.amount::text, r.amount::text),
        ('part', e.part::text, r.part::text),
        ('expires_on', e.expires_on::text, r.expires_on::text)
    ) AS c (name, before, after)
    WHERE {_DIFFERENT} AND c.before IS DISTINCT FROM c.after
"""
_CHANGE = f"""
    UPDATE registers_entry e SET
        amount = r.amount, part = r.part, expires_on = r.expires_on,
        remind_at = CASE WHEN e.expires_on IS DISTINCT FROM r.expires_on
                         THEN r.remind_at ELSE e.remind_at END,
        ask_id = CASE WHEN e.expires_on IS DISTINCT FROM r.expires_on THEN NULL ELSE e.ask_id END
    FROM registers_importrow r WHERE {_DIFFERENT}
"""
_MAKE = """
    INSERT INTO registers_entry (circle_id, organization_id, kind, name, number, amount, part,
                                 expires_on, remind_at, entered_at, retired_because)
    SELECT r.circle_id, r.organization_id, %(kind)s::varchar, r.name, r.number, r.amount, r.part,
           r.expires_on, r.remind_at, %(now)s, ''
    FROM registers_importrow r WHERE r.of_id = %(import)s AND r.problem = '' AND NOT EXISTS (
        SELECT FROM registers_entry e
        WHERE e.circle_id = r.circle_id AND e.organization_id = r.organization_id
          AND e.kind = %(kind)s::varchar AND e.name = r.name AND e.number = r.number
          AND e.retired_at IS NULL
    ) ORDER BY r.row RETURNING id
"""


class StillReading(Refusal):
    """The file is still being read. Wait until it is, or cancel."""

    status = 409


class RowsRefused(Refusal):
    """{count} rows cannot be used. Correct them and hand the file in again, or leave them out."""

    status = 409


def apply_import(
    *, import_id: int, by: Member, now: datetime, without_refused: bool = False
) -> Import:
    """Make every row an entry, or let an entry say what the row says.

    Refused rows keep the others out, unless they are left out in so many words; they stay to be
    looked up. What was asked about papers that are valid longer now is settled. Raises
    Import.DoesNotExist, ImportEnded, StillReading, RowsRefused and CircleClosed.
    """
    by.require(ANSWER)
    found = queries.imports_for(by).select_for_update(of=("self",)).get(id=import_id)
    if found.cancelled_at or found.applied_at or found.problem:
        raise ImportEnded
    if not found.finished_at:
        raise StillReading
    circle = open_circle(found.circle_id, by)
    hold(circle.id, found.kind, by)
    counts = queries.counts_of(found)
    if counts["refused"] and not without_refused:
        raise RowsRefused(count=counts["refused"])
    tie(_write(found, by, now), found.kind, now)
    found.made, found.changed = counts["new"], counts["changed"]
    found.unchanged, found.left_out = counts["unchanged"], counts["refused"]
    found.applied_at = now
    found.save(update_fields=["made", "changed", "unchanged", "left_out", "applied_at"])
    found.lines.filter(problem="").delete()
    journal.record(RegisterImported(found.id), by=by, at=now, circle_id=circle.id)
    return found


def _write(found: Import, by: Member, now: datetime) -> list[int]:
    """Write changes and new rows; the ids of the new ones."""
    given: dict[str, Any] = {"import": found.id, "kind": found.kind, "by": by.id, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, given)
        asked = [ask_id for (ask_id,) in cursor.fetchall()]
        cursor.execute(_REMEMBER, given)
        cursor.execute(_CHANGE, given)
        cursor.execute(_MAKE, given)
        made = [entry_id for (entry_id,) in cursor.fetchall()]
    settle(asked, now=now)
    return made
