"""Bringing in a file: begin, read on, cancel, apply whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice

from django.utils import timezone

from lienket.circles.actions import open_circle
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.kinds import Kind as FileKind
from lienket.documents.guard.persons import bears_identity_number
from lienket.documents.reading.sheets import Row, open_sheet
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine, Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.registers.actions import ANSWER, checked
from lienket.registers.actions.entries import kind_of, reminder
from lienket.registers.actions.facts import NAME_LIMIT
from lienket.registers.events import RegisterHandedIn
from lienket.registers.importing import queries
from lienket.registers.importing.columns import (
    HEAD_WITHIN,
    NothingThere,
    facts_in,
    head_of,
    no_head,
)
from lienket.registers.importing.refusing import RowTwice, parameters_of
from lienket.registers.kinds import kinds
from lienket.registers.models import Import, ImportRow

#: A register of more rows is divided by the one who hands it in.
MOST_ROWS = 20_000
#: Rows that are written at a time; a cancellation is heard in between.
SLICE = 500


class OnlyExcel(Refusal):
    """Only Excel files (.xlsx) can be read here. Save the table as one."""

    field = "file"


class ImportEnded(Refusal):
    """This import is over. Hand the file in again."""

    status = 409


def begin(*, circle_id: int, kind: str, file: Inspected, by: Member, now: datetime) -> Import:
    """Keep a file and have it read. Raises OnlyExcel, NoSuchRegister and CircleClosed."""
    by.require(ANSWER)
    kind_of(kind)
    circle = open_circle(circle_id, by)
    if file.kind is not FileKind.XLSX:
        raise OnlyExcel
    begun = Import.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        kind=kind,
        file_name=file.name,
        file=documents.keep(file, circle_id=circle.id, by=by, now=now),
        by=by.id,
        begun_at=now,
    )
    event = RegisterHandedIn(begun.id, by.organization_id)
    journal.record(event, by=by, at=now, circle_id=circle.id)
    return begun


def read(*, import_id: int, by: Engine, now: datetime) -> None:
    """Read a file to its end, slice by slice, each committed: progress shows, and it may be
    cancelled in between. After a crash it goes on where it stopped.
    """
    with acting(by):
        found = queries.imports_for(by).select_related("file").filter(id=import_id).first()
    if found is None or found.file is None or not found.is_reading:
        return
    try:
        with open_sheet(
            documents.path_of(found.file.blob_id), most=MOST_ROWS + HEAD_WITHIN
        ) as sheet:
            lines = _judged(found, sheet.rows, by, timezone.localdate(now))
            while some := list(islice(lines, SLICE)):
                with acting(by):
                    if not _add(import_id, some, sheet.claims, by):
                        return
    except Refusal as refusal:
        with acting(by):
            _end(import_id, by, now, refusal)
        return
    with acting(by):
        _end(import_id, by, now)


def cancel(*, import_id: int, by: Member, now: datetime) -> Import:
    """Stop reading, or give up what was read; the register stays as it was. Twice is harmless."""
    by.require(ANSWER)
    found = queries.imports_for(by).select_for_update(of=("self",)).get(id=import_id)
    if found.applied_at:
        raise ImportEnded
    if not found.cancelled_at:
        found.cancelled_at = now
        found.save(update_fields=["cancelled_at"])
        found.lines.all().delete()
        _let_go(found)
    return found


def _judged(found: Import, rows: Iterator[Row], by: Engine, today: date) -> Iterator[ImportRow]:
    """The rows that were not read before, each with what it says or why it is refused."""
    places = _head(found, rows)
    with acting(by):
        usable = found.lines.filter(problem="").values_list("name", "number", "row")
        seen = {(name, number): row for name, number, row in usable}
    for row in rows:
        if row.number > found.rows_read:
            yield _judge(found, places, row, seen, today)


def _head(found: Import, rows: Iterator[Row]) -> Mapping[int, str]:
    kind = kinds[found.kind]
    for row in islice(rows, HEAD_WITHIN):
        if places := head_of(kind, row):
            return places
    raise no_head(kind)


def _judge(
    found: Import,
    places: Mapping[int, str],
    row: Row,
    seen: dict[tuple[str, str], int],
    today: date,
) -> ImportRow:
    line = ImportRow(
        circle_id=found.circle_id,
        organization_id=found.organization_id,
        of=found,
        row=row.number,
    )
    kind = kinds[found.kind]
    try:
        # The whole file passed the guard; whoever handed it in was asked about what is in doubt.
        said = checked(kind, facts_in(kind, places, row), today=today, not_secret=True)
        earlier = seen.setdefault((said.name, said.number), row.number)
        if earlier != row.number:
            raise RowTwice(row=earlier)
    except Refusal as refusal:
        line.problem, line.parameters = type(refusal).__name__, parameters_of(refusal)
        line.name = _words_of(places, row)
        return line
    line.name, line.number = said.name, said.number
    line.amount, line.part, line.expires_on = said.amount, said.part, said.expires_on
    line.remind_at = reminder(found.kind, said.expires_on)
    return line


def _words_of(places: Mapping[int, str], row: Row) -> str:
    """The name in a row that is refused, so that people find it; without what cannot be kept."""
    place = next(place for place, column in places.items() if column == "name")
    text = row.cells[place].text if place < len(row.cells) else ""
    words = "".join(letter for letter in text if letter.isprintable())[:NAME_LIMIT]
    return "" if bears_identity_number(words) else words


def _add(import_id: int, lines: Iterable[ImportRow], claims: int | None, by: Engine) -> bool:
    """Write a slice down; whether to go on."""
    found = queries.imports_for(by).select_for_update(of=("self",)).filter(id=import_id).first()
    some = list(lines)
    # Another worker may have read this slice, or somebody has cancelled.
    if found is None or not found.is_reading or found.rows_read >= some[0].row:
        return False
    ImportRow.objects.bulk_create(some)
    found.rows_read = some[-1].row
    found.rows = max(claims or 0, found.rows_read)
    found.save(update_fields=["rows", "rows_read"])
    return True


def _end(import_id: int, by: Engine, now: datetime, refusal: Refusal | None = None) -> None:
    found = queries.imports_for(by).select_for_update(of=("self",)).get(id=import_id)
    if not found.is_reading:
        return
    if refusal is None and not found.lines.exists():
        refusal = NothingThere()
    if refusal:
        found.problem, found.parameters = type(refusal).__name__, parameters_of(refusal)
        found.lines.all().delete()
    else:
        found.finished_at = now
    found.save(update_fields=["problem", "parameters", "finished_at"])
    _let_go(found)


def _let_go(found: Import) -> None:
    file, found.file = found.file, None
    found.save(update_fields=["file"])
    if file:
        documents.erase(file)
