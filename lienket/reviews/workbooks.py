"""The figures of a review as an Excel file, whose differences and percentages are formulas."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lienket.reviews.models import Line, Review
from lienket.reviews.papers import period_of

_HEAD = (
    "STT",
    "Chỉ tiêu",
    "Đơn vị",
    "Kỳ báo cáo",
    "Cùng kỳ năm trước",
    "Tăng/giảm (+/−)",
    "Tỷ lệ %",
    "Luỹ kế",
    "Kèm theo",
    "Kỳ báo cáo (kèm theo)",
    "Cùng kỳ (kèm theo)",
    "Luỹ kế (kèm theo)",
)
_WIDTHS = (7, 48, 14, 16, 16, 14, 12, 16, 18, 16, 16, 16)
_FIRST = 4


def workbook_of(review: Review) -> bytes:
    """All figures, a row for each indicator."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Biểu số liệu"
    _text(sheet.cell(1, 1), f"{review.title} {period_of(review)}").font = Font(bold=True, size=14)
    for place, (label, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True), 1):
        cell = sheet.cell(_FIRST - 1, place, label)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = sheet.cell(_FIRST, 3)
    for row, line in enumerate(review.lines.order_by("position"), _FIRST):
        _fill(sheet, row, line)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Any, row: int, line: Line) -> None:
    _texts(sheet, row, {1: line.code, 2: line.name, 3: line.unit, 9: line.second_unit})
    _numbers(sheet, row, {4: line.value, 5: line.before, 8: line.total})
    _numbers(sheet, row, {10: line.second, 11: line.before_second, 12: line.total_second})
    # What cannot be compared stays a dash, also when somebody corrects a number by hand.
    sheet.cell(row, 6, f'=IF(AND(ISNUMBER(D{row}),ISNUMBER(E{row})),D{row}-E{row},"—")')
    sheet.cell(row, 7, f'=IF(AND(ISNUMBER(F{row}),N(E{row})<>0),ROUND(100*F{row}/E{row},1),"—")')


def _texts(sheet: Any, row: int, texts: dict[int, str]) -> None:
    for column, text in texts.items():
        _text(sheet.cell(row, column), text)


def _text(cell: Any, text: str) -> Any:
    """A cell that no spreadsheet runs, whatever it begins with."""
    cell.value = text
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _numbers(sheet: Any, row: int, numbers: dict[int, Decimal | None]) -> None:
    for column, number in numbers.items():
        cell = sheet.cell(row, column, "—" if number is None else number)
        cell.number_format = "#,##0.##"
