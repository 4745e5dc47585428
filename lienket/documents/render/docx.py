"""A paper for Word: every line in a named style of its own, so that offices can go on with it."""

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as File
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from lienket.documents.lines import Grid, Line, Part, Sheet, Signer, lines_of
from lienket.documents.paper import Paper
from lienket.documents.profile import DECREE_30_2020, Look, Profile, Style

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_RUNNING = {Style.BASIS, Style.HEADING, Style.ARTICLE, Style.BODY, Style.CENTRED}
_FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_MM_OF_POINT = 0.3528
_CELL_MARGIN = "57"  # twentieths of a point: 1 mm


def render_docx(paper: Paper, profile: Profile = DECREE_30_2020) -> bytes:
    """The paper as DOCX."""
    sheet = lines_of(paper)
    file = Document()
    _describe(file, sheet)
    _make_styles(file, profile)
    _make_pages(file.sections[0], sheet, profile)
    _write_head(file, sheet, profile)
    _write_name(file, sheet, profile)
    _write_part(file, sheet.body, profile, signed=bool(sheet.signers))
    _write_foot(file, sheet, profile)
    for annex in sheet.annexes:
        _number_from_one(file.add_section(WD_SECTION.NEW_PAGE))
        _write_part(file, annex, profile)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


# ---- The whole file -------------------------------------------------------------------------


def _describe(file: File, sheet: Sheet) -> None:
    told = file.core_properties
    told.title, told.author = sheet.title, sheet.author
    told.language, told.comments, told.last_modified_by = "vi-VN", "", ""
    # Word would otherwise open the file as one of an older Word.
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _make_styles(file: File, profile: Profile) -> None:
    _set_face(file.styles["Normal"].element.get_or_add_rPr(), profile.face)
    for style, look in profile.looks.items():
        made = file.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(made, ParagraphStyle)
        made.element.set(qn("w:styleId"), style.name)
        made.quick_style = True
        made.font.size = Pt(look.size)
        made.font.bold, made.font.italic = look.bold, look.italic
        _set_face(made.element.get_or_add_rPr(), profile.face)
        shape = made.paragraph_format
        shape.alignment = _SIDES[look.align]
        shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
        shape.line_spacing = profile.spacing if style in _RUNNING else 1
        shape.first_line_indent = Mm(profile.indent) if look.indent else None
        shape.keep_with_next = look.keep
        shape.widow_control = True
        _set_outline(made, look)


def _set_face(properties: BaseOxmlElement, face: str) -> None:
    """One face for Latin, East Asian and complex script: Word chooses among them by the letter."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for name in _FACES:
        fonts.set(qn(name), face)
    language = _element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _set_outline(style: ParagraphStyle, look: Look) -> None:
    if look.outline:
        style.element.get_or_add_pPr().append(_element("w:outlineLvl", val=str(look.outline - 1)))


def _make_pages(section: Section, sheet: Sheet, profile: Profile) -> None:
    section.page_width, section.page_height = Mm(profile.width), Mm(profile.height)
    section.top_margin, section.bottom_margin = Mm(profile.top), Mm(profile.bottom)
    section.left_margin, section.right_margin = Mm(profile.left), Mm(profile.right)
    section.header_distance = section.footer_distance = Mm(profile.header)
    section.different_first_page_header_footer = True
    for header, numbered in ((section.header, True), (section.first_page_header, False)):
        line = header.paragraphs[0]
        _style(line, Style.PAGE_NUMBER)
        if not sheet.marks:
            if numbered:
                _add_page_number(line)
            continue
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        line.paragraph_format.tab_stops.add_tab_stop(Mm(profile.line / 2), WD_TAB_ALIGNMENT.CENTER)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(profile.line), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run("\t")
        if numbered:
            _add_page_number(line)
        line.add_run("\t")
        _box(line.add_run(" – ".join(sheet.marks)), profile)


def _number_from_one(section: Section) -> None:
    _insert(section._sectPr, _element("w:pgNumType", start="1"), after="w:pgMar")


def _add_page_number(line: Paragraph) -> None:
    for kind in ("begin", "PAGE", "end"):
        run = line.add_run()._r
        if kind == "PAGE":
            instruction = _element("w:instrText")
            instruction.text = kind
            run.append(instruction)
        else:
            run.append(_element("w:fldChar", fldCharType=kind))


# ---- Head -----------------------------------------------------------------------------------


def _write_head(file: File, sheet: Sheet, profile: Profile) -> None:
    shares = (profile.organ_share, 1 - profile.organ_share)
    table = _frame(file, 2, shares, profile)
    left_mm, right_mm = (share * profile.line for share in shares)
    organ, nation, code, place = (cell for row in table.rows for cell in row.cells)
    names = [(Style.PARENT, sheet.parent)] * bool(sheet.parent)
    _fill(organ, [*names, *((Style.ORGAN, name) for name in sheet.organs)])
    _rule(organ, Style.ORGAN, sheet.organs[-1], profile.rule_share, left_mm, profile)
    _fill(nation, [(Style.NATION, _NATION), (Style.MOTTO, _MOTTO)])
    _rule(nation, Style.MOTTO, _MOTTO, 1, right_mm, profile)
    matter = [(Style.MATTER, sheet.matter)] * bool(sheet.matter)
    _fill(code, [(Style.CODE, sheet.code), *matter])
    if sheet.urgency:
        line = code.add_paragraph()
        _style(line, Style.URGENCY)
        line.paragraph_format.space_before = Pt(8)
        _box(line.add_run(sheet.urgency), profile)
    _fill(place, [(Style.PLACE, sheet.place)])


def _write_name(file: File, sheet: Sheet, profile: Profile) -> None:
    if sheet.kind:
        _style(file.add_paragraph(sheet.kind), Style.KIND)
        _style(file.add_paragraph(sheet.subject), Style.SUBJECT)
        _rule(file, Style.SUBJECT, sheet.subject, profile.rule_share, profile.line, profile)
    else:
        _style(file.add_paragraph(), Style.CODE)


def _rule(
    where: File | _Cell, style: Style, words: str, share: float, room: float, profile: Profile
) -> None:
    """A thin rule under words, `share` of their length; `room` is the width there in mm."""
    length = min(_length(words, profile.looks[style]), room) * share
    line = where.add_paragraph()
    _style(line, style)
    shape = line.paragraph_format
    shape.left_indent = shape.right_indent = Mm((room - length) / 2)
    shape.line_spacing = Pt(6)
    edges = _element("w:pBdr")
    edges.append(_element("w:top", val="single", sz="5", space="1", color="auto"))
    # The schema wants the border before spacing and indents.
    line._p.get_or_add_pPr().insert_element_before(
        edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def _length(words: str, look: Look) -> float:
    """About how long a line of bold Times is, in mm; Word alone knows exactly."""
    widths = (0.25 if letter in " -.," else 0.72 if letter.isupper() else 0.5 for letter in words)
    return sum(widths) * look.size * _MM_OF_POINT


# ---- Body -----------------------------------------------------------------------------------


def _write_part(file: File, part: Part, profile: Profile, *, signed: bool = False) -> None:
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
    _style(paragraph, line.style)
    if line.lead:
        paragraph.add_run(f"{line.lead} " if line.text else line.lead).bold = True
    if line.text:
        run = paragraph.add_run(line.text)
        run.bold = True if line.strong else None
        run.italic = True if line.italic else None


def _write_table(file: File, grid: Grid, profile: Profile) -> None:
    table = file.add_table(1 + len(grid.rows), len(grid.header))
    table.style = file.styles["Table Grid"]
    _set_widths(table, grid.shares, profile)
    for number, (row, values) in enumerate(
        zip(table._tbl.tr_lst, (grid.header, *grid.rows), strict=True)
    ):
        properties = row.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
        for column, (cell, value) in enumerate(zip(row.tc_lst, values, strict=True)):
            line = Paragraph(cell.p_lst[0], table)
            _style(line, Style.TABLE if number else Style.TABLE_HEAD)
            if number and column in grid.centred:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run(value)
    _gap(file)


# ---- Foot -----------------------------------------------------------------------------------


def _write_foot(file: File, sheet: Sheet, profile: Profile) -> None:
    _gap(file).paragraph_format.keep_with_next = True
    recipients = [(Style.RECIPIENT, line) for line in sheet.recipients]
    if recipients:
        recipients.insert(0, (Style.RECIPIENTS_HEAD, "Nơi nhận:"))
    match sheet.signers:
        case [[only]]:
            table = _frame(file, 3, (0.5, 0.5), profile)
            _write_signers(table, 1, [only], profile)
            _fill(table.cell(0, 0).merge(table.cell(2, 0)), recipients)
        case rows:
            for row in rows:
                table = _frame(file, 3, (1 / len(row),) * len(row), profile)
                _write_signers(table, 0, row, profile)
                _gap(file)
            for style, words in recipients:
                _style(file.add_paragraph(words), style)


def _write_signers(table: Table, first: int, signers: Sequence[Signer], profile: Profile) -> None:
    """Heads, room for the hand, names: in rows of their own, so that neighbours stay level."""
    table.rows[1].height = Mm(profile.signing_room)
    table.rows[1].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    for column, signer in enumerate(signers, first):
        heads, hand, name = (row.cells[column] for row in table.rows)
        _fill(heads, [(Style.SIGNER, head) for head in signer.heads])
        _fill(hand, [(Style.NOTE, signer.note)])
        _fill(name, [(Style.NAME, signer.name)])


# ---- Small things ---------------------------------------------------------------------------


def _frame(file: File, rows: int, shares: Sequence[float], profile: Profile) -> Table:
    """A table without lines that only holds things side by side."""
    table: Table = file.add_table(rows, len(shares))
    _set_widths(table, shares, profile)
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(_element("w:cantSplit"))
    return table


def _set_widths(table: Table, shares: Sequence[float], profile: Profile) -> None:
    """Word reads the widths of the grid, LibreOffice those of the cells."""
    table.autofit = False
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=_CELL_MARGIN, type="dxa"))
    _insert(table._tbl.tblPr, margins, after="w:tblLayout")
    widths = [Mm(share * profile.line) for share in shares]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def _fill(cell: _Cell, lines: Iterable[tuple[Style, str]]) -> None:
    line: Paragraph | None = cell.paragraphs[0]
    for style, words in lines:
        line = line or cell.add_paragraph()
        _style(line, style)
        line.add_run(words)
        line = None


def _gap(file: File) -> Paragraph:
    """A small empty line: two tables of Word would otherwise grow together."""
    line = file.add_paragraph()
    _style(line, Style.RECIPIENT)
    return line


def _style(line: Paragraph, style: Style) -> None:
    line._p.style = style.name


def _box(run: Run, profile: Profile) -> None:
    """A frame in the colour of stamps."""
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(profile.red)
    run._r.get_or_add_rPr().append(
        _element("w:bdr", val="single", sz="8", space="3", color=profile.red)
    )


def _insert(parent: BaseOxmlElement, child: BaseOxmlElement, *, after: str) -> None:
    """Where the schema wants it: Word takes children in one order only."""
    place = parent.find(qn(after))
    assert place is not None
    place.addnext(child)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
