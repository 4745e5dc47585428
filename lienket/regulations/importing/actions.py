"""Bringing in a text: begin, read on, correct, cancel, adopt."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from lienket.documents import actions as documents
from lienket.documents.guard import refusals
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.kinds import Kind, kind_of_name
from lienket.documents.reading import child
from lienket.documents.reading.lines import Printed, SourceLine
from lienket.documents.reading.pdf import joined
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Engine, Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.kernel.rls import acting
from lienket.regulations import actions as regulations
from lienket.regulations.actions.drafts import unsigned
from lienket.regulations.events import (
    ImportAdopted,
    ImportBegun,
    ImportCancelled,
    ImportProgressed,
)
from lienket.regulations.models import Import, Version
from lienket.regulations.text.reading import (
    LONGEST_NUMBER,
    LONGEST_TEXT,
    Correction,
    Reading,
    read_text,
)
from lienket.regulations.text.tree import LEVELS

#: Pages of a PDF that are read at a time.
SLICE = 20


class OnlyWordAndPdf(Refusal):
    """Only DOCX and PDF files can be read as a text. Save the regulation as one of them."""

    field = "file"


class NoWordsInside(Refusal):
    """This file has pictures of pages but no words, as scanners make them. Use the Word file, or a
    PDF with words.
    """


class StillReading(Refusal):
    """The file is still being read. Wait until it is, or cancel."""


class ImportEnded(Refusal):
    """This import is over. Hand the file in again."""


class DoubtsLeft(Refusal):
    """{count} places were not looked at. Look at them, or say that the text is right as it is."""

    status = 409


class NoSuchLine(Refusal):
    """The file has no such line."""


class NumberMissing(Refusal):
    """Give the number of the chapter, article, clause or point; a paragraph has none."""

    field = "number"


def imports_for(by: Actor) -> QuerySet[Import]:
    """The imports into drafts that the organization of `by` keeps; nobody else reads them."""
    return Import.objects.filter(
        circle_id__in=by.circles, regulation__organization_id__in=by.organizations
    )


@transaction.atomic
def begin(*, regulation_id: int, file: Inspected, by: Member, now: datetime) -> Import:
    """Keep a file and have it read. Raises OnlyWordAndPdf, and what `unsigned` raises."""
    regulation, _ = unsigned(regulation_id, by)
    if file.kind not in {Kind.DOCX, Kind.PDF}:
        raise OnlyWordAndPdf
    begun = Import.objects.create(
        circle_id=regulation.circle_id,
        regulation=regulation,
        file=documents.keep(file, circle_id=regulation.circle_id, by=by, now=now),
        by=by.id,
        begun_at=now,
    )
    event = ImportBegun(regulation.id, begun.id, by.organization_id)
    journal.record(event, by=by, at=now, circle_id=regulation.circle_id)
    return begun


def read_on(*, import_id: int, by: Engine, now: datetime) -> bool:
    """Read the next slice; whether there is more to read.

    The file is read outside of any transaction. Whoever comes second with the same slice, after a
    crash or beside another worker, changes nothing.
    """
    with acting(by):
        found = imports_for(by).select_related("file").filter(id=import_id).first()
    if found is None or not found.is_reading:
        return False
    first = found.pages_read
    path = documents.path_of(found.file.blob_id)
    try:
        read = child.read(
            path, kind_of_name(found.file.name) or Kind.DOCX, first=first, count=SLICE
        )
    except Refusal as refusal:
        with acting(by):
            _fail(import_id, type(refusal).__name__, by, now)
        return False
    with acting(by):
        return _add(import_id, first, read, by, now)


def _add(import_id: int, first: int, read: child.Slice, by: Engine, now: datetime) -> bool:
    found = imports_for(by).select_for_update().filter(id=import_id).first()
    if found is None or not found.is_reading:
        return False
    if found.pages_read != first:
        return True
    found.pages = read.pages
    found.pages_read = min(first + SLICE, read.pages)
    found.printed += [asdict(line) for line in read.printed]
    is_whole = found.pages_read >= read.pages
    if is_whole:
        lines = read.lines or joined(Printed(**line) for line in found.printed)
        found.lines, found.printed = [asdict(line) for line in lines], []
        if any(line.text for line in lines):
            found.finished_at = now
        else:
            found.problem = NoWordsInside.__name__
    found.save()
    _tell(ImportProgressed(found.regulation_id, found.id), found, by, now)
    return not is_whole


def _fail(import_id: int, problem: str, by: Engine, now: datetime) -> None:
    found = imports_for(by).select_for_update().get(id=import_id)
    if found.is_reading:
        found.problem, found.printed = problem, []
        found.save(update_fields=["problem", "printed"])
        _tell(ImportProgressed(found.regulation_id, found.id), found, by, now)


@transaction.atomic
def cancel(*, import_id: int, by: Member, now: datetime) -> Import:
    """Stop reading, or give up what was read; the draft stays as it was. Twice is harmless."""
    found = _mine(import_id, by)
    if found.adopted_at:
        raise ImportEnded
    if not found.cancelled_at:
        found.cancelled_at, found.printed, found.lines = now, [], []
        found.save()
        _tell(ImportCancelled(found.regulation_id, found.id), found, by, now)
    return found


@transaction.atomic
def correct(
    *,
    import_id: int,
    number: int,
    correction: Correction,
    by: Member,
    not_secret: bool = False,
) -> Import:
    """Say what line `number` (from 0) is. Raises NoSuchLine and NumberMissing."""
    found = _open(import_id, by, number)
    with about("number"):
        mark = clean_line(correction.number, LONGEST_NUMBER)
    if correction.level in LEVELS and not mark:
        raise NumberMissing
    with about("text"):
        text = clean_text(correction.text, LONGEST_TEXT, not_secret=not_secret)
    found.corrections[str(number)] = {
        "level": correction.level,
        "number": mark if correction.level in LEVELS else "",
        "text": text,
    }
    found.save(update_fields=["corrections"])
    return found


@transaction.atomic
def undo(*, import_id: int, number: int, by: Member) -> Import:
    """Take a line as it was read again."""
    found = _open(import_id, by, number)
    found.corrections.pop(str(number), None)
    found.save(update_fields=["corrections"])
    return found


@transaction.atomic
def see(*, import_id: int, number: int, by: Member) -> Import:
    """Mark all doubts about line `number` as looked at."""
    found = _open(import_id, by, number)
    keys = {doubt.key for doubt in reading_of(found).doubts if doubt.line == number}
    found.seen = sorted({*found.seen, *keys})
    found.save(update_fields=["seen"])
    return found


@transaction.atomic
def adopt(
    *,
    import_id: int,
    by: Member,
    now: datetime,
    despite_doubts: bool = False,
    not_secret: bool = False,
) -> Version:
    """Make what was read the text of the draft.

    The whole text or nothing. Raises StillReading, ImportEnded, what `write_text` raises, and
    DoubtsLeft unless somebody says that the text is right `despite_doubts`.
    """
    found = _open(import_id, by)
    reading = reading_of(found)
    left = [doubt for doubt in reading.doubts if doubt.key not in found.seen]
    if left and not despite_doubts:
        raise DoubtsLeft(count=len({doubt.line for doubt in left}))
    version = regulations.write_text(
        regulation_id=found.regulation_id,
        nodes=reading.nodes,
        by=by,
        now=now,
        not_secret=not_secret,
    )
    found.adopted_at = now
    found.save(update_fields=["adopted_at"])
    _tell(ImportAdopted(found.regulation_id, found.id), found, by, now)
    return version


def lines_of(found: Import) -> list[SourceLine]:
    """What was read."""
    return [SourceLine(**line) for line in found.lines]


def reading_of(found: Import) -> Reading:
    """The text as it is understood now, corrections included."""
    corrections = {int(at): Correction(**said) for at, said in found.corrections.items()}
    return read_text(lines_of(found), corrections)


def problem_of(found: Import) -> Refusal | None:
    """Why reading failed; None if it did not."""
    if not found.problem:
        return None
    kind: Any = getattr(refusals, found.problem, NoWordsInside)
    return kind() if issubclass(kind, Refusal) else NoWordsInside()


def _mine(import_id: int, by: Member) -> Import:
    by.require(regulations.MANAGE)
    return imports_for(by).select_for_update(of=["self"]).get(id=import_id)


def _open(import_id: int, by: Member, number: int = 0) -> Import:
    found = _mine(import_id, by)
    if found.cancelled_at or found.adopted_at or found.problem:
        raise ImportEnded
    if not found.finished_at:
        raise StillReading
    if number >= len(found.lines):
        raise NoSuchLine
    return found


def _tell(
    event: ImportProgressed | ImportCancelled | ImportAdopted,
    found: Import,
    by: Actor,
    now: datetime,
) -> None:
    journal.record(event, by=by, at=now, circle_id=found.circle_id)
