"""Excel files that are handed out: a register as it stands, and an empty one to fill in."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lienket.registers.importing.columns import columns_of
from lienket.registers.kinds import Kind
from lienket.registers.models import Entry
from lienket.registers.standing import label_of, shown

_WIDTHS = {"name": 44, "number": 24, "amount": 16, "part": 22, "expires_on": 24}
_DAY = "dd/mm/yyyy"


def register(kind: Kind, entries: Iterable[Entry], *, owners: bool = False) -> bytes:
    """A register as an Excel file. With `owners` it says whose each row is, and is only to read."""
    columns = columns_of(kind)
    book, sheet = _book(kind, columns, owners=owners)
    for entry in entries:
        cells = [_cell(sheet, column, getattr(entry, column), kind) for column in columns]
        if owners:
            cells.append(_text(sheet, entry.organization.name))
        sheet.append(cells)
    return _saved(book)


def template(kind: Kind) -> bytes:
    """The same without rows, and a second sheet that says how to fill it in."""
    book, _sheet = _book(kind, columns_of(kind), owners=False)
    notes = book.create_sheet(_("How to fill it in"))
    notes.column_dimensions["A"].width = 100
    for line in _notes(kind):
        notes.append([_text(notes, line)])
    return _saved(book)


def refusals(kind: Kind, rows: Iterable[tuple[int, str, str]]) -> bytes:
    """Rows that were refused: their number in the file, their name and why. Only to read."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(kind.label)[:31])
    for letter, width in zip("ABC", (10, _WIDTHS["name"], 80), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append(_head(sheet, [_("Row"), label_of(kind, "name"), _("Why it is refused")]))
    for number, name, why in rows:
        sheet.append([WriteOnlyCell(sheet, number), _text(sheet, name), _text(sheet, why)])
    return _saved(book)


def _notes(kind: Kind) -> Iterable[str]:
    yield _("One row for each entry, below the head of the table. Keep the head as it is.")
    if kind.expires:
        yield _("Days as dd/mm/yyyy, for example 31/12/2026.")
    if kind.monthly:
        yield _("Months as mm/yyyy, for example 11/2026.")
    yield _("No formulas, no merged cells, no names of persons, no numbers of their papers.")
    yield _("A row with the same first two columns as an entry of yours changes that entry.")


def _book(kind: Kind, columns: Sequence[str], *, owners: bool) -> tuple[Workbook, Any]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(kind.label)[:31])
    labels = [label_of(kind, column) for column in columns]
    widths = [_WIDTHS[column] for column in columns]
    if owners:
        labels.append(_("Organization"))
        widths.append(44)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append(_head(sheet, labels))
    return book, sheet


def _head(sheet: Any, labels: Iterable[str]) -> list[Any]:
    head = [_text(sheet, label) for label in labels]
    for cell in head:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return head


def _cell(sheet: Any, column: str, value: Any, kind: Kind) -> Any:
    if isinstance(value, str):
        return _text(sheet, shown(column, value, kind))
    cell = WriteOnlyCell(sheet, value)
    if column == "expires_on":
        cell.number_format = _DAY
    return cell


def _text(sheet: Any, text: str) -> Any:
    """A cell that no spreadsheet runs, whatever it begins with."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()
