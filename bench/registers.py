"""Importing an Excel file into a register: checked, read in its own process, judged and applied.

The yardstick is a bare COPY of the same rows into the same table, triggers and keys included.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from openpyxl import Workbook

from bench import people
from bench.figures import Figure
from bench.house import House
from bench.people import Circle
from lienket.documents.guard.inspection import Inspected, inspect
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from lienket.registers.actions import ANSWER
from lienket.registers.importing import actions
from lienket.registers.importing.applying import apply_import
from lienket.registers.importing.columns import columns_of
from lienket.registers.kinds import kinds
from lienket.registers.models import Import
from lienket.registers.standing import label_of

KIND = "vehicle"
ROWS, QUICK_ROWS = 20_000, 4_000
END = date(2031, 1, 1)
_COPY = """
    COPY registers_entry (circle_id, organization_id, kind, name, number, expires_on, remind_at,
                          entered_at, retired_because) FROM STDIN
"""


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    rows = QUICK_ROWS if quick else ROWS
    circle = people.form(house.database, people.admit(house.database, 2))
    content = _file(rows)
    checked = _rate(rows, lambda: _inspected(content).content.close())
    with _inspected(content) as file:
        found = _begin(circle, file)
    engine = Engine(circles=(circle.id,), organizations=(circle.chair,))
    read = _rate(rows, lambda: actions.read(import_id=found.id, by=engine, now=timezone.now()))
    applied = _rate(rows, lambda: _apply(found, circle))
    copied = _rate(rows, lambda: _copy(house, circle, rows))
    for what, rate in (("checked", checked), ("read and judged", read), ("applied", applied)):
        yield Figure(
            f"import of {rows:,} rows: {what}",
            rate,
            "rows/s",
            beside="COPY",
            yardstick=copied,
        )


def _file(rows: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    with override("vi"):
        sheet.append([label_of(kinds[KIND], column) for column in columns_of(kinds[KIND])])
    for number in range(rows):
        sheet.append([f"51C-{number:06}", f"T-{number}", END])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _inspected(content: bytes) -> Inspected:
    return inspect("xe.xlsx", "", BytesIO(content), limit_bytes=10**8)


def _chair(circle: Circle) -> Member:
    return Member(
        appointment_id=circle.chair,
        person_id=circle.chair,
        organization_id=circle.chair,
        person_name="",
        organization_name="",
        rights=frozenset({ANSWER}),
        circles=(circle.id,),
    )


def _begin(circle: Circle, file: Inspected) -> Import:
    by = _chair(circle)
    with acting(by):
        return actions.begin(circle_id=circle.id, kind=KIND, file=file, by=by, now=timezone.now())


def _apply(found: Import, circle: Circle) -> None:
    by = _chair(circle)
    with acting(by):
        apply_import(import_id=found.id, by=by, now=timezone.now())


def _copy(house: House, circle: Circle, rows: int) -> None:
    now = timezone.now()
    with (
        house.database.transaction(),
        house.database.cursor() as cursor,
        cursor.copy(_COPY) as copy,
    ):
        for number in range(rows):
            row: tuple[Any, ...] = (circle.id, circle.members[1], KIND, f"51D-{number:06}")
            copy.write_row((*row, f"T-{number}", END, now, now, ""))


def _rate(rows: int, act: Callable[[], object]) -> float:
    """Rows a second."""
    began = time.perf_counter()
    act()
    return rows / (time.perf_counter() - began)
