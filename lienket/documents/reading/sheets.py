"""Reads the rows of an Excel file in a process of its own, one after the other while they are used.

python -m lienket.documents.reading.sheets MOST_ROWS
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from lienket.documents.guard import reader, refusals
from lienket.documents.guard.markup import elements, well_formed
from lienket.documents.guard.packages import open_package
from lienket.documents.guard.refusals import DamagedFile, FileTooComplex
from lienket.documents.reading import child
from lienket.kernel.errors import Refusal

#: What stands further right is not looked at, and no more of one cell.
MOST_COLUMNS, LONGEST_CELL = 30, 1_000
_RANGE = re.compile(r"[A-Z]+(\d+):[A-Z]+(\d+)")

Kind = Literal["empty", "text", "number", "day", "formula", "other"]


class SheetTooLong(Refusal):
    """The sheet has more than {most} rows. Divide the file."""

    field = "file"


class Cell(NamedTuple):
    """A cell: what it holds, and that as text; days as 2026-11-21. No formula is ever computed."""

    kind: Kind
    text: str = ""


@dataclass(frozen=True)
class Row:
    """A row that is not empty, numbered as in the file."""

    number: int
    cells: tuple[Cell, ...]
    # Some of its cells are merged with others.
    merged: bool


@dataclass(frozen=True)
class Sheet:
    """The first sheet of a file: the rows that it claims to have, and those that it has."""

    claims: int | None
    rows: Iterator[Row]


@contextmanager
def open_sheet(path: Path, *, most: int) -> Iterator[Sheet]:
    """The first sheet of a file that passed the guard. Leave the block to stop reading.

    Raises, at the latest with the last row, SheetTooLong, DamagedFile, FileTooComplex and the other
    refusals of the guard.
    """
    with path.open("rb") as source:
        process = subprocess.Popen(
            child.command(__name__, most),
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child.ENVIRONMENT,
        )
    try:
        assert process.stdout
        lines = map(_told, process.stdout)
        head: dict[str, Any] = next(lines, {"refusal": FileTooComplex.__name__})
        _raise(head)
        yield Sheet(head["claims"], _rows(lines))
    finally:
        process.kill()
        process.communicate()


def _told(line: bytes) -> Any:
    """A line of the other process; one that was cut off says that it was ended."""
    try:
        return json.loads(line)
    except ValueError:
        return {"refusal": FileTooComplex.__name__}


def _rows(lines: Iterator[Any]) -> Iterator[Row]:
    for line in lines:
        if isinstance(line, dict):
            _raise(line)
            return
        number, merged, cells = line
        yield Row(number, tuple(Cell(*cell) for cell in cells), merged)
    # It ended without saying that this was all.
    raise FileTooComplex


def _raise(said: dict[str, Any]) -> None:
    name = said.get("refusal")
    if name == SheetTooLong.__name__:
        raise SheetTooLong(most=said["most"])
    if name:
        raise getattr(refusals, name, DamagedFile)


def main(source: IO[bytes], most: int) -> Iterator[Any]:
    """What is to be told about the file: its claim, its rows, and how it ended."""
    try:
        yield from _read(source, most)
        yield {"done": True}
    except SheetTooLong:
        yield {"refusal": SheetTooLong.__name__, "most": most}
    except Refusal as refusal:
        yield {"refusal": type(refusal).__name__}
    except (MemoryError, RecursionError):
        yield {"refusal": FileTooComplex.__name__}
    except Exception:
        yield {"refusal": DamagedFile.__name__}


def _read(source: IO[bytes], most: int) -> Iterator[Any]:
    import openpyxl  # only in this process

    size = source.seek(0, os.SEEK_END)
    with (
        closing(open_package(source, size)) as package,
        closing(openpyxl.load_workbook(source, read_only=True, keep_links=False)) as book,
    ):
        sheet = book.worksheets[0]
        with well_formed(), package.open(sheet._worksheet_path.lstrip("/")) as part:
            merged = _merged(elements(part, "mergeCell"))
        yield {"claims": sheet.max_row}
        count = 0
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
            row = [_cell(one) for one in cells]
            while row and row[-1].kind == "empty":
                row.pop()
            if not row:
                continue
            count += 1
            if count > most:
                raise SheetTooLong
            yield [number, any(first <= number <= last for first, last in merged), row]


def _merged(found: list[tuple[str, dict[str, str]]]) -> list[tuple[int, int]]:
    """First and last row of each group of merged cells."""
    ranges = [_RANGE.fullmatch(attributes.get("ref", "")) for _name, attributes in found]
    return [(int(one[1]), int(one[2])) for one in ranges if one]


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("empty")
    if cell.data_type == "f":
        return Cell("formula")
    if cell.data_type == "e" or isinstance(value, bool):
        return Cell("other", str(value)[:LONGEST_CELL])
    if isinstance(value, datetime):
        return Cell("day", value.date().isoformat())
    if isinstance(value, date):
        return Cell("day", value.isoformat())
    if isinstance(value, int | float):
        # Excel keeps whole numbers as fractions.
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return Cell("number", str(int(value) if whole else value))
    if isinstance(value, str):
        text = value[:LONGEST_CELL].strip()
        return Cell("text", text) if text else Cell("empty")
    return Cell("other", str(value)[:LONGEST_CELL])


if __name__ == "__main__":
    reader.limit_this_process()
    for told in main(sys.stdin.buffer, int(sys.argv[1])):
        sys.stdout.write(json.dumps(told) + "\n")
