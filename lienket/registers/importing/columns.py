"""From the cells of a file to what a row says. Nothing is guessed: what is unclear is refused."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from lienket.documents.reading.sheets import Cell, Row
from lienket.kernel.errors import Refusal, about
from lienket.registers.actions.facts import COLUMNS, Facts
from lienket.registers.kinds import Kind
from lienket.registers.rules import month_of
from lienket.registers.standing import label_of

#: The head of the table stands within so many rows.
HEAD_WITHIN = 10
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
# Thousands may be grouped with dots, commas or spaces, as offices write them.
_COUNT = re.compile(r"\d+|\d{1,3}(?:[., ]\d{3})+")


class NoHead(Refusal):
    """The columns of this register were not found: {columns}. Use the template."""

    field = "file"


class NothingThere(Refusal):
    """There is no row below the head of the table."""

    field = "file"


class UnknownColumn(Refusal):
    """“{column}” is no column of this register. Take it out; registers hold no names of persons."""

    field = "file"


class ColumnTwice(Refusal):
    """The column “{column}” stands there twice. Keep one."""

    field = "file"


class MergedCells(Refusal):
    """Cells of this row are merged with others. Unmerge them and fill each one in."""


class FormulaInCell(Refusal):
    """“{column}” holds a formula. Replace it by its value."""


class NotADay(Refusal):
    """“{column}” is no day: {said}. Write it as dd/mm/yyyy."""


class NotAMonth(Refusal):
    """“{column}” is no month: {said}. Write it as mm/yyyy."""


class NotACount(Refusal):
    """“{column}” is no whole number: {said}."""


class CellUnreadable(Refusal):
    """“{column}” cannot be read: {said}."""


def columns_of(kind: Kind) -> list[str]:
    """The columns that a register has, in the order in which they stand in files."""
    kept = {"name": True, "number": True, "amount": kind.amount, "part": kind.part}
    kept["expires_on"] = kind.expires
    return [column for column in COLUMNS if kept[column]]


def head_of(kind: Kind, row: Row) -> Mapping[int, str] | None:
    """Which column stands at which place, if this row is the head of the table.

    Raises UnknownColumn and ColumnTwice.
    """
    known = _labels(kind)
    places = {
        place: known[_plain(cell.text)]
        for place, cell in enumerate(row.cells)
        if _plain(cell.text) in known
    }
    if not set(columns_of(kind)) <= set(places.values()):
        return None
    for place, cell in enumerate(row.cells):
        if cell.kind != "empty" and place not in places:
            raise UnknownColumn(column=cell.text[:60])
    if len(places) > len(set(places.values())):
        names = list(places.values())
        twice = next(name for name in names if names.count(name) > 1)
        raise ColumnTwice(column=label_of(kind, twice))
    return places


def no_head(kind: Kind) -> NoHead:
    """What is said of a file without the columns of a register."""
    return NoHead(columns=", ".join(label_of(kind, column) for column in columns_of(kind)))


def facts_in(kind: Kind, places: Mapping[int, str], row: Row) -> Facts:
    """What a row says, not checked yet. Raises the refusals above."""
    if row.merged:
        raise MergedCells
    said: dict[str, str | int | date | None] = {}
    for place, column in places.items():
        cell = row.cells[place] if place < len(row.cells) else Cell("empty")
        with about(column):
            said[column] = _value(kind, column, cell)
    return Facts(**said)  # type: ignore[arg-type]


def _value(kind: Kind, column: str, cell: Cell) -> str | int | date | None:
    label = label_of(kind, column)
    if cell.kind == "formula":
        raise FormulaInCell(column=label)
    if cell.kind == "other":
        raise CellUnreadable(column=label, said=cell.text[:40])
    if column == "expires_on":
        return _day(label, cell)
    if column in {"amount", "part"}:
        return _count(label, cell)
    if column == "number" and kind.monthly:
        return _month(label, cell)
    if cell.kind == "day":
        # Excel makes a day of "12/11"; what was typed is lost.
        raise CellUnreadable(column=label, said=cell.text)
    return cell.text


def _day(label: str, cell: Cell) -> date | None:
    if cell.kind == "empty":
        return None
    if cell.kind != "number":
        if found := _DAY.fullmatch(cell.text):
            parts = int(found[3]), int(found[2]), int(found[1])
        elif found := _ISO_DAY.fullmatch(cell.text):
            parts = int(found[1]), int(found[2]), int(found[3])
        else:
            raise NotADay(column=label, said=cell.text[:40])
        try:
            return date(*parts)
        except ValueError:
            pass
    raise NotADay(column=label, said=cell.text[:40])


def _month(label: str, cell: Cell) -> str:
    if cell.kind == "empty":
        return ""
    if cell.kind == "day":
        # Excel makes a day of "11/2026".
        return cell.text[:7]
    if month_of(cell.text) is None:
        raise NotAMonth(column=label, said=cell.text[:40])
    return cell.text


def _count(label: str, cell: Cell) -> int | None:
    if cell.kind == "empty":
        return None
    plain = cell.kind in {"number", "text"} and _COUNT.fullmatch(cell.text)
    # A number is written with a point only when it is no whole one.
    if not plain or (cell.kind == "number" and not cell.text.isdecimal()):
        raise NotACount(column=label, said=cell.text[:40])
    return int(re.sub(r"\D", "", cell.text))


def _labels(kind: Kind) -> dict[str, str]:
    """Every name of a column, in all languages of the product."""
    return {
        name: column
        for column in columns_of(kind)
        for name in _names(getattr(kind, "expires" if column == "expires_on" else column))
    }


@cache
def _names(label: str | Promise) -> tuple[str, ...]:
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(_plain(str(label)))
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("*", " ").split())
