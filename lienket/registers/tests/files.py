"""Excel files as people and others make them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

#: The head of the register of vehicles, as in the Vietnamese template.
VEHICLES = ("Biển số", "Số giấy ra vào", "Giấy ra vào có giá trị đến")
TOOLS = ("Loại công cụ", "Số giấy phép", "Số lượng", "Giấy phép có giá trị đến")


def workbook(*rows: Sequence[Any], head: Sequence[Any] = VEHICLES, merge: str = "") -> bytes:
    """A file with a head and these rows."""
    book = Workbook()
    sheet = book.active
    for row in (head, *rows):
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
