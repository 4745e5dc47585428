"""Reading the words of Word and PDF files: what Word counts, changes, notes, and bad files."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from lienket.documents.guard.kinds import Kind
from lienket.documents.guard.refusals import DamagedFile, EncryptedFile, UnpacksTooLarge
from lienket.documents.reading import child
from lienket.documents.reading.lines import SourceLine
from lienket.documents.reading.pdf import joined
from lienket.documents.tests import samples
from lienket.kernel.errors import Refusal

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(body: str, **parts: str) -> bytes:
    """A Word file by hand: its body, and further parts of the folder `word` by name."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    source = zipfile.ZipFile(stream)
    replaced = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    replaced |= {f"word/{name}.xml": part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in replaced:
                target.writestr(name, source.read(name))
        for name, part in replaced.items():
            target.writestr(name, part)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, depth: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def level(depth: int, text: str, how: str = '<w:numFmt w:val="decimal"/>', more: str = "") -> str:
    counted = f'<w:start w:val="1"/>{how}{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counted}</w:lvl>'


def numbering(
    levels: str, more: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f"{more}</w:numbering>"
    )


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def read(content: bytes, kind: Kind = Kind.DOCX) -> list[SourceLine]:
        path = tmp_path / "file"
        path.write_bytes(content)
        slice_ = child.read(path, kind)
        return list(slice_.lines) or joined(slice_.printed)

    return read


def numbers(lines: list[SourceLine]) -> list[str]:
    return [line.number for line in lines]


def test_numbers_of_several_levels_restart_below_the_next_one(read) -> None:  # type: ignore[no-untyped-def]
    levels = (
        level(0, "Chương %1", '<w:numFmt w:val="upperRoman"/>')
        + level(1, "Điều %2.", more='<w:lvlRestart w:val="0"/>')
        + level(2, "%3.")
        + level(3, "%4)", '<w:numFmt w:val="lowerLetter"/>')
        + level(4, "%2.%3")
    )
    depths = [0, 1, 2, 3, 3, 2, 3, 0, 1, 2, 4]
    body = "".join(item("nội dung", depth) for depth in depths)
    assert numbers(read(package(body, numbering=numbering(levels)))) == [
        "Chương I", "Điều 1.", "1.", "a)", "b)", "2.", "a)", "Chương II", "Điều 2.", "1.", "2.1",
    ]  # fmt: skip


def test_letters_that_people_list_themselves_are_counted_so(read) -> None:  # type: ignore[no-untyped-def]
    how = '<w:numFmt w:val="custom" w:format="a, b, c, d, đ, e, ..."/>'
    body = "".join(item("nội dung", 0) for _ in range(7))
    lines = read(package(body, numbering=numbering(level(0, "%1)", how))))
    assert numbers(lines) == ["a)", "b)", "c)", "d)", "đ)", "e)", ""]
    assert lines[-1].problem == "format"


def test_an_override_starts_a_list_again(read) -> None:  # type: ignore[no-untyped-def]
    more = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("một", 0) + item("hai", 0) + item("năm", 0, 2) + item("sáu", 0, 2)
    lines = read(package(body, numbering=numbering(level(0, "%1."), more)))
    assert numbers(lines) == ["1.", "2.", "5.", "6."]


def test_a_style_brings_its_number_and_its_bold_type(read) -> None:  # type: ignore[no-untyped-def]
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Base">'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:basedOn w:val="Base"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    pointed = level(0, "Chương %1") + level(1, "Điều %2.", more='<w:pStyle w:val="Dieu"/>')
    body = p("Phạm vi", '<w:pStyle w:val="Dieu"/>')
    (line,) = read(package(body, styles=styles, numbering=numbering(pointed)))
    assert (line.number, line.text, line.bold) == ("Điều 1.", "Phạm vi", 7)


def test_insertions_are_taken_and_deletions_told(read) -> None:  # type: ignore[no-untyped-def]
    body = (
        "<w:p><w:r><w:t>Hạn là </w:t></w:r><w:ins><w:r><w:t>05</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>03</w:delText></w:r></w:del><w:r><w:t> ngày</w:t></w:r></w:p>"
    )
    (line,) = read(package(body))
    assert (line.text, line.deleted) == ("Hạn là 05 ngày", "03")


def test_footnotes_follow_their_line_and_a_missing_one_is_told(read) -> None:  # type: ignore[no-untyped-def]
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("Theo Luật.")}</w:footnote></w:footnotes>'
    marked = '<w:p><w:r><w:t>Nội dung</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'
    lines = read(package(marked.format(2) + marked.format(9), footnotes=notes))
    assert [(line.text, line.kind, line.problem) for line in lines] == [
        ("Nội dung [1]", "text", ""),
        ("[1] Theo Luật.", "note", ""),
        ("Nội dung [2]", "text", "note"),
    ]


def test_tables_are_rows_and_frames_are_text(read) -> None:  # type: ignore[no-untyped-def]
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    lines = read(package(table(("STT", "Đơn vị"), ("1", "")) + table(("Điều 1. Phạm vi",))))
    assert [(line.text, line.kind) for line in lines] == [
        ("STT | Đơn vị", "row"),
        ("1 | ", "row"),
        ("Điều 1. Phạm vi", "text"),
    ]


def test_text_boxes_are_read_once_and_soft_breaks_stay(read) -> None:  # type: ignore[no-untyped-def]
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p('Trong khung')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Chương I</w:t><w:br/><w:t>QUY ĐỊNH</w:t></w:r>"
        f"<w:r><mc:AlternateContent {mc}>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [line.text for line in read(package(body))] == ["Chương I\nQUY ĐỊNH", "Trong khung"]


def test_bad_files_are_refused_with_a_reason(read) -> None:  # type: ignore[no-untyped-def]
    bomb = package("", numbering=f"<a>{' ' * 40_000_000}</a>")
    entity = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    bad: list[tuple[bytes, type[Refusal]]] = [
        (package("<w:p>"), DamagedFile),
        (package("", numbering=entity), DamagedFile),
        (package("", styles="<a"), DamagedFile),
        (bomb, UnpacksTooLarge),
        (b"PK\x03\x04", DamagedFile),
    ]
    for content, refusal in bad:
        with pytest.raises(refusal):
            read(content)
    assert issubclass(EncryptedFile, Refusal)


def test_broken_lines_of_a_pdf_are_joined_and_page_numbers_dropped(read) -> None:  # type: ignore[no-untyped-def]
    content = samples.pdf(
        [(110, 760, "1. Bên A báo tin cho Bên B bằng điện"), (70, 745, "thoại trong 15 phút và"),
         (300, 40, "1")],
        [(300, 800, "2"), (70, 760, "xác nhận trên hệ thống."), (110, 745, "2. Bên B trả lời.")],
    )  # fmt: skip
    assert [line.text for line in read(content, Kind.PDF)] == [
        "1. Bên A báo tin cho Bên B bằng điện thoại trong 15 phút và xác nhận trên hệ thống.",
        "2. Bên B trả lời.",
    ]
