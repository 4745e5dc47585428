"""Small pieces of WordprocessingML that all parts of a paper are made of."""

from collections.abc import Iterable, Sequence

from docx.document import Document as File
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from lienket.documents.profile import Profile, Style

_CELL_MARGIN = "57"  # twentieths of a point: 1 mm


def frame(file: File, rows: int, shares: Sequence[float], profile: Profile) -> Table:
    """A table without lines that only holds things side by side."""
    table: Table = file.add_table(rows, len(shares))
    set_widths(table, shares, profile)
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(element("w:cantSplit"))
    return table


def set_widths(table: Table, shares: Sequence[float], profile: Profile) -> None:
    """Word reads the widths of the grid, LibreOffice those of the cells."""
    table.autofit = False
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=_CELL_MARGIN, type="dxa"))
    insert(table._tbl.tblPr, margins, after="w:tblLayout")
    widths = [Mm(share * profile.line) for share in shares]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def fill(cell: _Cell, lines: Iterable[tuple[Style, str]]) -> None:
    """Lines into an empty cell."""
    line: Paragraph | None = cell.paragraphs[0]
    for style, words in lines:
        line = line or cell.add_paragraph()
        style_line(line, style)
        line.add_run(words)
        line = None


def gap(file: File) -> Paragraph:
    """A small empty line: two tables of Word would otherwise grow together."""
    line = file.add_paragraph()
    style_line(line, Style.RECIPIENT)
    return line


def style_line(line: Paragraph, style: Style) -> None:
    """Put a line into its style, by id: looking names up takes long."""
    line._p.style = style.name


def box(run: Run, profile: Profile) -> None:
    """A frame in the colour of stamps."""
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(profile.red)
    run._r.get_or_add_rPr().append(
        element("w:bdr", val="single", sz="8", space="3", color=profile.red)
    )


def insert(parent: BaseOxmlElement, child: BaseOxmlElement, *, after: str) -> None:
    """Where the schema wants it: Word takes children in one order only."""
    place = parent.find(qn(after))
    assert place is not None
    place.addnext(child)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML with attributes of the same namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
