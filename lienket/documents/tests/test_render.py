"""Papers measured as an office does: from the PDF as printed, from the DOCX as Word reads it."""

import io
import re
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from lienket.documents.paper import Clause, Organ, Paper, Paragraph, Table
from lienket.documents.profile import DECREE_30_2020, Style
from lienket.documents.render import render_docx, render_pdf
from lienket.documents.tests.papers import LETTER, MINUTES, PLAN, REGULATION

MM = 72 / 25.4
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
)
CLAUSE = "Bên phát hiện báo ngay bằng điện thoại, chậm nhất 15 phút, rồi xác nhận trên hệ thống."
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


class Words(NamedTuple):
    """A run of text where it stands on the page, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float


@cache
def pdf(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(paper)))


def words(page: Any) -> list[Words]:
    found: list[Words] = []

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append(Words(text.strip(), x, y, abs(size * tm[0] * cm[0])))

    page.extract_text(visitor_text=see)
    return found


def text_of(paper: Paper) -> str:
    return "\n".join(page.extract_text() for page in pdf(paper).pages)


def find(paper: Paper, text: str, page: int = 0) -> Words:
    return next(it for it in words(pdf(paper).pages[page]) if text in it.text)


def xml(paper: Paper, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(render_docx(paper))) as file:
        return file.read(part).decode()


def paragraphs(paper: Paper) -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph, in tables too."""
    file = docx.Document(io.BytesIO(render_docx(paper)))
    for line in file.element.body.iter(qn("w:p")):
        yield str(line.style), "".join(one.text or "" for one in line.iter(qn("w:t")))


# ---- Page and type ---------------------------------------------------------------------------


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    for page in pdf(REGULATION).pages:
        assert float(page.mediabox.width) == pytest.approx(210 * MM, abs=0.5)
        assert float(page.mediabox.height) == pytest.approx(297 * MM, abs=0.5)
        body = [it for it in words(page) if it.text != "2"]
        assert min(it.x for it in body) >= 30 * MM - 0.5
        assert max(it.y for it in body) <= (297 - 20) * MM
        assert min(it.y for it in body) >= 20 * MM

    section = docx.Document(io.BytesIO(render_docx(REGULATION))).sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [edge and round(edge.mm) for edge in edges] == [20, 20, 30, 15]
    size = (section.page_width, section.page_height)
    assert [side and round(side.mm) for side in size] == [210, 297]


def test_all_type_is_tinos_and_stands_in_the_file() -> None:
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()["/DescendantFonts"][0].get_object()
        for page in pdf(REGULATION).pages
        for font in page.get("/Resources", {})["/Font"].values()
    }
    assert {re.sub(r"^/\w{6}\+|-.*$", "", name) for name in fonts} == {"Tinos"}
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in fonts.values())


def test_the_pdf_calls_itself_fit_for_archives() -> None:
    metadata = pdf(REGULATION).xmp_metadata
    assert metadata
    about = metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in about


def test_every_style_of_word_names_times_for_all_scripts() -> None:
    styles = docx.Document(io.BytesIO(render_docx(MINUTES))).styles
    for style in Style:
        fonts = styles[style].element.rPr.rFonts
        faces = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert faces == {"Times New Roman"}
    assert "asciiTheme" not in xml(MINUTES)


def test_sizes_are_those_of_the_decree() -> None:
    allowed = {
        "CỘNG HÒA": (12, 13),
        "Độc lập": (13, 14),
        "Số:": (13, 13),
        "Thanh Vân, ngày": (13, 14),
        "QUY CHẾ PHỐI HỢP": (13, 14),
        "Điều 1.": (13, 14),
    }
    for text, (least, most) in allowed.items():
        assert least <= round(find(REGULATION, text).size) <= most, text
    last = len(pdf(REGULATION).pages) - 1
    assert round(find(REGULATION, "Nơi nhận", last).size) == 12
    assert round(find(REGULATION, "Lưu: VT", last).size) == 11


# ---- Page numbers ----------------------------------------------------------------------------


def test_pages_are_numbered_in_the_middle_above_but_not_the_first() -> None:
    first, second = (words(page) for page in pdf(REGULATION).pages[:2])
    above = (297 - 20) * MM
    assert not [it for it in first if it.y > above]
    (number,) = [it for it in second if it.y > above]
    assert number.text == "2"
    assert 13 <= round(number.size) <= 14
    middle = (30 + (210 - 30 - 15) / 2) * MM
    assert number.x == pytest.approx(middle, abs=8)

    body = xml(REGULATION)
    assert "<w:titlePg/>" in body
    headers = [xml(REGULATION, f"word/header{n}.xml") for n in (1, 2)]
    assert sorted(">PAGE<" in header for header in headers) == [False, True]


def test_an_annex_begins_a_page_and_counts_from_one() -> None:
    assert "Phụ lục I" in pdf(PLAN).pages[-1].extract_text()
    above = [it.text for it in words(pdf(PLAN).pages[-1]) if it.y > (297 - 20) * MM]
    assert above == ["DIỄN TẬP"]
    assert 'w:pgNumType w:start="1"' in xml(PLAN)


# ---- Words -----------------------------------------------------------------------------------


def test_every_letter_of_vietnamese_survives() -> None:
    alphabet = VIETNAMESE + "đĐ"
    paper = replace(MINUTES, blocks=tuple(map(Paragraph, re.findall(".{1,40}", alphabet))))
    assert alphabet in text_of(paper).replace("\n", "")
    assert set(alphabet) <= set(xml(paper))


def test_the_head_says_who_writes_when_and_what() -> None:
    told = text_of(PLAN).replace(" \n", " ")
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TẬP ĐOÀN NĂNG LƯỢNG TRƯỜNG SƠN",
        "Số: 15/KH-CNX",
        "Đồng Xuân, ngày 05 tháng 02 năm 2026",
        "HỎA TỐC",
        "DIỄN TẬP",
        "KT. TỔNG GIÁM ĐỐC",
    ):
        assert line in told, line
    assert find(PLAN, "Số: 15").y == pytest.approx(find(PLAN, "Đồng Xuân, ngày").y, abs=1)


def test_bases_recipients_and_the_end_are_punctuated_as_the_decree_wants() -> None:
    lines = [text for _, text in paragraphs(REGULATION)]
    assert "Căn cứ Luật An ninh quốc gia ngày 03 tháng 12 năm 2004;" in lines
    assert "Theo thống nhất của các bên." in lines
    assert lines[-4:] == [
        "Nơi nhận:",
        "- Các bên ký kết;",
        "- Công an xã Đồng Xuân;",
        "- Lưu: VT, PA04.",
    ]
    assert [text for text in lines if text.endswith("./.")] == [
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các bên kịp thời trao đổi qua đầu"
        " mối để thống nhất sửa đổi, bổ sung bằng văn bản./."
    ]


def test_a_letter_has_its_matter_under_the_number_and_blanks_until_it_is_issued() -> None:
    told = text_of(LETTER)
    assert "V/v trích xuất dữ liệu camera" in told
    assert "Thanh Vân, ngày … tháng … năm …" in told
    assert "DỰ THẢO" in told
    assert [text for style, text in paragraphs(LETTER) if style == "ADDRESSEE"] == [
        "Kính gửi:",
        "- Công ty Cổ phần Điện mặt trời Cao Nguyên Xanh;",
        "- Ủy ban nhân dân xã Đồng Xuân.",
    ]


def test_parties_sign_side_by_side_and_level() -> None:
    last = len(pdf(REGULATION).pages) - 1
    left, right = (
        find(REGULATION, name, last) for name in ("Đại tá Nguyễn Văn Hòa", "Trần Thị Bích Thủy")
    )
    assert left.x < 105 * MM < right.x
    assert left.y == pytest.approx(right.y, abs=1)


def test_body_text_is_justified_and_indented() -> None:
    styles = docx.Document(io.BytesIO(render_docx(MINUTES))).styles
    shape = styles[Style.BODY].paragraph_format
    assert (shape.alignment, round(shape.first_line_indent.mm, 1)) == (3, 12.7)
    assert shape.space_after.pt >= 6
    indented = find(REGULATION, "1. Quy chế quy định")
    assert indented.x == pytest.approx((30 + 12.7) * MM, abs=1)


def test_the_header_row_of_a_table_is_repeated_on_each_page() -> None:
    rows = tuple((str(number), "Đơn vị", "Có") for number in range(120))
    paper = replace(MINUTES, blocks=(Table(("STT", "Tên đơn vị", "Có mặt"), rows),))
    pages = [page.extract_text() for page in pdf(paper).pages]
    assert all("Tên đơn vị" in page for page in pages if "Đơn vị" in page)
    assert len(pages) > 2
    assert xml(paper).count("<w:tblHeader/>") == 1


# ---- Hostile and large -----------------------------------------------------------------------

HOSTILE = "a\x00\x0b\x1b\ud800\ufffe & <w:p> #let x = 1 $y$ *b* _i_ `c` @d \\ \" ' ]] {{ é"


def test_nothing_that_people_write_is_read_as_markup() -> None:
    paper = Paper(
        HOSTILE, HOSTILE, (Organ(HOSTILE, HOSTILE),), HOSTILE, blocks=(Paragraph(HOSTILE),)
    )
    shown = "a & <w:p> #let x = 1 $y$ *b* _i_ `c` @d \\ \" ' ]] {{ é"
    assert shown in text_of(paper)
    assert shown in [text.removesuffix("./.") for _, text in paragraphs(paper)]


def test_letters_the_typeface_lacks_do_not_stop_printing() -> None:
    paper = replace(MINUTES, blocks=(Paragraph("Ông 王伟 (≥ 2 người) → nhà máy 👍"),))
    assert "nhà máy" in text_of(paper)
    assert "王伟" in xml(paper)


def test_an_empty_paper_is_still_a_paper() -> None:
    paper = Paper("", "", (Organ(""),), "")
    assert "Độc lập - Tự do - Hạnh phúc" in text_of(paper)
    assert paragraphs(paper)


def test_two_thousand_clauses_are_all_there() -> None:
    paper = replace(REGULATION, blocks=tuple(Clause(f"{n}", CLAUSE) for n in range(1, 2001)))
    assert sum(text.startswith("2000. ") for _, text in paragraphs(paper)) == 1
    assert (
        "2000. Bên phát hiện"
        in pdf(paper).pages[-2].extract_text() + pdf(paper).pages[-1].extract_text()
    )


def test_forty_pages_take_less_than_a_second() -> None:
    paper = replace(REGULATION, blocks=tuple(Clause(f"{n}", CLAUSE) for n in range(720)))
    render_pdf(MINUTES)
    # Of this process alone, so that a busy machine does not fail the test.
    start = time.thread_time()
    content = render_docx(paper), render_pdf(paper)
    assert time.thread_time() - start < 1
    assert len(PdfReader(io.BytesIO(content[1])).pages) >= 40


def test_the_profile_keeps_within_the_decree() -> None:
    profile = DECREE_30_2020
    assert 20 <= profile.top <= 25
    assert 20 <= profile.bottom <= 25
    assert 30 <= profile.left <= 35
    assert 15 <= profile.right <= 20
    assert profile.indent in (10, 12.7)
    assert 1 <= profile.spacing <= 1.5
