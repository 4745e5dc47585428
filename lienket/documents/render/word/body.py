"""Between head and foot: lines and tables."""

from docx.document import Document as File
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from lienket.documents.lines import Grid, Line, Part
from lienket.documents.profile import Profile, Style
from lienket.documents.render.word.shapes import element, gap, set_widths, style_line


def write_part(file: File, part: Part, profile: Profile, *, signed: bool = False) -> None:
    """The items of a part; in a `signed` one the last line stays with the signature."""
    line: Paragraph | None = None
    for item in part.items:
        if isinstance(item, Grid):
            _write_table(file, item, profile)
            line = None
        else:
            line = file.add_paragraph()
            _write_line(line, item)
    if signed and line:
        # A signature does not stand alone on a page.
        line.paragraph_format.keep_with_next = True


def _write_line(paragraph: Paragraph, line: Line) -> None:
    style_line(paragraph, line.style)
    if line.lead:
        paragraph.add_run(f"{line.lead} " if line.text else line.lead).bold = True
    if line.text:
        run = paragraph.add_run(line.text)
        run.bold = True if line.strong else None
        run.italic = True if line.italic else None


def _write_table(file: File, grid: Grid, profile: Profile) -> None:
    table = file.add_table(1 + len(grid.rows), len(grid.header))
    table.style = file.styles["Table Grid"]
    set_widths(table, grid.shares, profile)
    for number, (row, values) in enumerate(
        zip(table._tbl.tr_lst, (grid.header, *grid.rows), strict=True)
    ):
        properties = row.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if number == 0:
            properties.append(element("w:tblHeader"))
        for column, (cell, value) in enumerate(zip(row.tc_lst, values, strict=True)):
            line = Paragraph(cell.p_lst[0], table)
            style_line(line, Style.TABLE if number else Style.TABLE_HEAD)
            if number and column in grid.centred:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run(value)
    gap(file)
