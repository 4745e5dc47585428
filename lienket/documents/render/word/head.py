"""The head of a paper: who issues it, when, and what it is."""

from docx.document import Document as File
from docx.shared import Mm, Pt
from docx.table import _Cell

from lienket.documents.lines import Sheet
from lienket.documents.profile import Look, Profile, Style
from lienket.documents.render.word.shapes import box, element, fill, frame, style_line

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MM_OF_POINT = 0.3528


def write_head(file: File, sheet: Sheet, profile: Profile) -> None:
    """Organs and number on the left, the nation's name, place and date on the right."""
    shares = (profile.organ_share, 1 - profile.organ_share)
    table = frame(file, 2, shares, profile)
    left_mm, right_mm = (share * profile.line for share in shares)
    organ, nation, code, place = (cell for row in table.rows for cell in row.cells)
    names = [(Style.PARENT, sheet.parent)] * bool(sheet.parent)
    fill(organ, [*names, *((Style.ORGAN, name) for name in sheet.organs)])
    _rule(organ, Style.ORGAN, sheet.organs[-1], profile.rule_share, left_mm, profile)
    fill(nation, [(Style.NATION, _NATION), (Style.MOTTO, _MOTTO)])
    _rule(nation, Style.MOTTO, _MOTTO, 1, right_mm, profile)
    matter = [(Style.MATTER, sheet.matter)] * bool(sheet.matter)
    fill(code, [(Style.CODE, sheet.code), *matter])
    if sheet.urgency:
        line = code.add_paragraph()
        style_line(line, Style.URGENCY)
        line.paragraph_format.space_before = Pt(8)
        box(line.add_run(sheet.urgency), profile)
    fill(place, [(Style.PLACE, sheet.place)])


def write_name(file: File, sheet: Sheet, profile: Profile) -> None:
    """The kind of paper and what it is about."""
    if sheet.kind:
        style_line(file.add_paragraph(sheet.kind), Style.KIND)
        style_line(file.add_paragraph(sheet.subject), Style.SUBJECT)
        _rule(file, Style.SUBJECT, sheet.subject, profile.rule_share, profile.line, profile)
    else:
        style_line(file.add_paragraph(), Style.CODE)


def _rule(
    where: File | _Cell, style: Style, words: str, share: float, room: float, profile: Profile
) -> None:
    """A thin rule under words, `share` of their length; `room` is the width there in mm."""
    length = min(_length(words, profile.looks[style]), room) * share
    line = where.add_paragraph()
    style_line(line, style)
    shape = line.paragraph_format
    shape.left_indent = shape.right_indent = Mm((room - length) / 2)
    shape.line_spacing = Pt(6)
    edges = element("w:pBdr")
    edges.append(element("w:top", val="single", sz="5", space="1", color="auto"))
    # The schema wants the border before spacing and indents.
    line._p.get_or_add_pPr().insert_element_before(
        edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def _length(words: str, look: Look) -> float:
    """About how long a line of bold Times is, in mm; Word alone knows exactly."""
    widths = (0.25 if letter in " -.," else 0.72 if letter.isupper() else 0.5 for letter in words)
    return sum(widths) * look.size * _MM_OF_POINT
