"""What holds for a whole file: its description, styles, margins and page numbers."""

from docx.document import Document as File
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from lienket.documents.lines import Sheet
from lienket.documents.profile import Look, Profile, Style
from lienket.documents.render.word.shapes import box, element, insert, style_line

_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_RUNNING = {Style.BASIS, Style.HEADING, Style.ARTICLE, Style.BODY, Style.CENTRED}
_FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def describe(file: File, sheet: Sheet) -> None:
    """Title, author and language of the file; the Word it was made for."""
    told = file.core_properties
    told.title, told.author = sheet.title, sheet.author
    told.language, told.comments, told.last_modified_by = "vi-VN", "", ""
    # Word would otherwise open the file as one of an older Word.
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def make_styles(file: File, profile: Profile) -> None:
    """A paragraph style for each kind of line."""
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
    language = element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _set_outline(style: ParagraphStyle, look: Look) -> None:
    if look.outline:
        style.element.get_or_add_pPr().append(element("w:outlineLvl", val=str(look.outline - 1)))


def make_pages(section: Section, sheet: Sheet, profile: Profile) -> None:
    """Size, margins, and above each page but the first its number; marks on all."""
    section.page_width, section.page_height = Mm(profile.width), Mm(profile.height)
    section.top_margin, section.bottom_margin = Mm(profile.top), Mm(profile.bottom)
    section.left_margin, section.right_margin = Mm(profile.left), Mm(profile.right)
    section.header_distance = section.footer_distance = Mm(profile.header)
    section.different_first_page_header_footer = True
    for header, numbered in ((section.header, True), (section.first_page_header, False)):
        line = header.paragraphs[0]
        style_line(line, Style.PAGE_NUMBER)
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
        box(line.add_run(" – ".join(sheet.marks)), profile)


def number_from_one(section: Section) -> None:
    """Let an annex count its own pages."""
    insert(section._sectPr, element("w:pgNumType", start="1"), after="w:pgMar")


def _add_page_number(line: Paragraph) -> None:
    for kind in ("begin", "PAGE", "end"):
        run = line.add_run()._r
        if kind == "PAGE":
            instruction = element("w:instrText")
            instruction.text = kind
            run.append(instruction)
        else:
            run.append(element("w:fldChar", fldCharType=kind))
