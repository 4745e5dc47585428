"""Files of an office pass; what is not what it says, or bears a stamp, does not."""

import hashlib
import io
import logging

import pypdf
import pytest
from PIL import Image

from lienket.documents.guard.inspection import inspect
from lienket.documents.guard.kinds import OLE, Kind
from lienket.documents.guard.refusals import (
    ContentMismatch,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileInside,
    FileTooLarge,
    FileTypeNotAllowed,
    HeicPhoto,
    LegacyOfficeFile,
    MixedFile,
    NotUtf8,
    ProgramInside,
)
from lienket.documents.tests import samples
from lienket.documents.tests.conftest import Send
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import SecrecyInDoubt, SecrecyStamp
from lienket.kernel.guard.secrecy import Place, Verdict

LETTER = [(60, 780, "CÔNG AN TỈNH"), (60, 700, "Kính gửi: Công ty Điện lực")]
PARAGRAPHS = ("CÔNG AN TỈNH", "Kính gửi: Công ty Điện lực", "Luật Bảo vệ bí mật nhà nước")
PLAIN_WORD = samples.word("<w:p><w:r><w:t>Thông báo</w:t></w:r></w:p>")


# --- What passes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Công văn.pdf", samples.pdf(LETTER, LETTER), Kind.PDF),
        ("Công văn.docx", samples.document(*PARAGRAPHS, header="BẢO MẬT"), Kind.DOCX),
        ("Bảng.xlsx", samples.sheet("Độ mật", "Thường", "Mật độ"), Kind.XLSX),
        ("Bài nói.pptx", samples.slides("Bí mật nhà nước", "Mật khẩu"), Kind.PPTX),
        ("ghi chép.txt", "Mật độ tuần tra\nBẢO MẬT".encode(), Kind.TEXT),
        ("danh sách.csv", "\ufeffSTT;Độ mật\n1;Thường\n".encode(), Kind.CSV),
    ],
)
def test_papers_of_an_office_pass_unchanged(
    send: Send, name: str, content: bytes, kind: Kind
) -> None:
    passed = send(name, content, kind.media_type)

    assert passed.kind is kind
    assert passed.name == name
    assert passed.content.read() == content
    assert passed.size == len(content)
    assert passed.sha256 == hashlib.sha256(content).digest()
    assert passed.secrecy.verdict is Verdict.CLEAR


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_loses_its_place_and_keeps_its_turn(send: Send, format: str) -> None:
    taken = samples.picture(format)

    passed = send(f"ảnh.{format.lower()}", taken + b"PK\x05\x06 hidden behind")

    kept = passed.content.read()
    assert b"cameras" not in kept
    assert b"hidden" not in kept
    before, after = Image.open(io.BytesIO(taken)), Image.open(io.BytesIO(kept))
    assert dict(after.getexif()) == {0x0112: 6}
    assert not after.getexif().get_ifd(0x8825)
    assert before.tobytes() == after.tobytes()
    assert passed.sha256 == hashlib.sha256(kept).digest()


def test_a_picture_says_that_it_was_not_read(send: Send) -> None:
    assert send("ảnh.png", samples.picture("PNG")).secrecy.verdict is Verdict.UNREAD


def test_closing_leaves_nothing_behind(send: Send) -> None:
    with send("a.txt", b"a") as passed:
        pass

    assert passed.content.closed


# --- Secrecy ------------------------------------------------------------------------------------

STAMPED = [
    ("cv.pdf", samples.pdf([*LETTER, (60, 760, "MẬT")]), "page 1"),
    ("cv.pdf", samples.pdf([*LETTER, (400, 780, "TỐI MẬT")]), "page 1"),
    ("cv.pdf", samples.pdf(LETTER, LETTER, [(60, 20, "T U Y Ệ T  M Ậ T")]), "page 3"),
    ("cv.docx", samples.document("MẬT", *PARAGRAPHS), "body text"),
    ("cv.docx", samples.document(*PARAGRAPHS, cells=("BỘ CÔNG AN", "(Độ) MẬT")), "body text"),
    ("cv.docx", samples.document(*PARAGRAPHS, cells=("Độ mật", "Tối mật")), "body text"),
    ("cv.docx", samples.document(*PARAGRAPHS, header="TUYỆT MẬT"), "header"),
    ("b.xlsx", samples.sheet("STT", "TỐI MẬT"), "sheet"),
    ("b.xlsx", samples.sheet("STT", header="&amp;R&amp;14MẬT"), "sheet"),
    ("b.pptx", samples.slides("Kế hoạch", "TỐI MẬT"), "slide 2"),
    ("b.txt", "Kính gửi\n\nMẬT\n".encode(), "line 3"),
    ("b.csv", "STT,Độ mật\n1,Tối mật\n2,TUYỆT MẬT\n".encode(), "line 3"),
    ("MẬT.txt", b"a", "file name"),
]


@pytest.mark.parametrize(("name", "content", "place"), STAMPED)
def test_a_stamped_file_is_refused_and_says_where(
    send: Send, name: str, content: bytes, place: str
) -> None:
    with pytest.raises(SecrecyStamp) as refused:
        send(name, content, not_secret=True)

    assert place in refused.value.message


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>TỐI MẬT</w:t></w:r>"
        "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>Kính gửi</w:t></w:r>"
        "</w:p>",
        '<w:p><w:r><w:pict><v:shape><v:textpath string="MẬT"/></v:shape></w:pict></w:r></w:p>',
        "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Mật</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>Ậ</w:t></w:r><w:r><w:t>T</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>BỘ CÔNG AN</w:t><w:tab/><w:tab/><w:t>MẬT</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Thông báo</w:t><w:br/><w:t>MẬT</w:t></w:r></w:p>",
        "<w:p><w:del><w:r><w:delText>MẬT</w:delText></w:r></w:del></w:p>",
    ],
    ids=["text box", "watermark", "capitals", "split runs", "tabs", "line break", "deleted"],
)
def test_a_stamp_is_found_wherever_word_keeps_it(send: Send, body: str) -> None:
    with pytest.raises(SecrecyStamp):
        send("cv.docx", samples.package("word", samples.word(body)))


def test_a_stamp_in_the_document_behind_a_chart_is_found(send: Send) -> None:
    inside = {"word/embeddings/sheet1.xlsx": samples.sheet("MẬT")}

    with pytest.raises(SecrecyStamp):
        send("cv.docx", samples.package("word", {**PLAIN_WORD, **inside}))


def test_a_stamp_laid_over_a_page_is_found(send: Send) -> None:
    stamp = "/Annots [<< /Subtype /FreeText /Rect [0 0 9 9] /Contents <FEFF004D1EAC0054> >>]"

    with pytest.raises(SecrecyStamp):
        send("cv.pdf", samples.pdf(LETTER, page=stamp))


def test_a_stamp_in_a_drawing_over_a_page_is_found(send: Send) -> None:
    watermark = samples.pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F1 6 0 R >> /XObject << /X0 5 0 R >> >> >>",
            samples.stream("BT /F1 12 Tf 1 0 0 1 60 600 Tm (Thong bao) Tj ET /X0 Do"),
            samples.stream(
                "BT /F1 12 Tf 1 0 0 1 60 700 Tm (TUYET MAT) Tj ET",
                "/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 6 0 R >> >>",
            ),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )

    with pytest.raises(SecrecyInDoubt, match="page 1"):
        send("cv.pdf", watermark)


def test_a_rubber_stamp_that_cannot_be_read_is_in_doubt(send: Send) -> None:
    with pytest.raises(SecrecyInDoubt):
        send("cv.pdf", samples.pdf(LETTER, page="/Annots [<< /Subtype /Stamp >>]"))


def test_a_doubt_is_answered_by_the_person(send: Send) -> None:
    content = samples.document("Mật", *PARAGRAPHS)

    with pytest.raises(SecrecyInDoubt):
        send("cv.docx", content)
    assert send("cv.docx", content, not_secret=True).secrecy.verdict is Verdict.DOUBT


def test_a_scanned_page_is_in_doubt(send: Send) -> None:
    scan = samples.pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
            " /Resources << /XObject << /Im0 5 0 R >> >> >>",
            samples.stream("/Im0 Do"),
            samples.stream(
                "0",
                "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            ),
        ]
    )

    passed = send("scan.pdf", scan, not_secret=True)

    assert passed.secrecy.verdict is Verdict.DOUBT
    assert passed.secrecy.place is Place.PICTURE


def test_nothing_about_a_secret_is_logged(
    send: Send, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(SecrecyStamp) as refused:
        send("Phương án kho A.docx", samples.document("MẬT", "Vị trí kho A"))

    assert "kho" not in caplog.text + "".join(capfd.readouterr())
    assert "kho" not in refused.value.message


# --- What is not what it says -------------------------------------------------------------------

PDF = samples.pdf(LETTER)
PNG = samples.picture("PNG")
SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.mark.parametrize(
    ("name", "declared_type", "content", "refusal"),
    [
        ("a.pdf", "", b"", EmptyFile),
        ("a.pdf", "", b"a" * (20 * 1024 * 1024 + 1), FileTooLarge),
        ("a.exe", "", b"MZ", FileTypeNotAllowed),
        ("a.svg", "", b"<svg/>", FileTypeNotAllowed),
        ("a.mp4", "", b"\0\0\0\x18ftypmp42", FileTypeNotAllowed),
        ("a.zip", "", samples.zipped({"a": "b"}), FileTypeNotAllowed),
        ("a", "", PDF, FileTypeNotAllowed),
        ("a.heic", "", b"\0\0\0\x18ftypheic", HeicPhoto),
        ("a.jpg", "", b"\0\0\0\x18ftypheic", HeicPhoto),
        ("a.doc", "", OLE, LegacyOfficeFile),
        ("a.docx", "", OLE + b"\0" * 500, LegacyOfficeFile),
        ("a.docx", "", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        ("a.docm", "", b"PK", ProgramInside),
        ("a.png", "", PDF, ContentMismatch),
        ("a.pdf", "", PNG, ContentMismatch),
        ("a.txt", "", PNG, ContentMismatch),
        ("a.pdf", "image/png", PDF, ContentMismatch),
        ("a.pdf", "", b"GIF89a" + PDF, ContentMismatch),
        ("a.jpg", "", b"\xff\xd8\xff\xe0not a picture", DamagedFile),
        ("a.png", "", PNG[:-30], DamagedFile),
        ("a.pdf", "", b"%PDF-1.7\n%%EOF", DamagedFile),
        ("a.pdf", "", PDF[:200], DamagedFile),
        ("a.pdf", "", PDF + samples.zipped({"a": "b"}), MixedFile),
        ("a.pdf", "", PDF + b"<script>alert(1)</script>", MixedFile),
        ("a.pdf", "", samples.pdf(LETTER, catalogue=f"/OpenAction {SCRIPT}"), ProgramInside),
        (
            "a.pdf",
            "",
            samples.pdf(LETTER, page=f"/Annots [<< /Subtype /Link /A {SCRIPT} >>]"),
            ProgramInside,
        ),
        (
            "a.pdf",
            "",
            samples.pdf(LETTER, catalogue="/Names << /EmbeddedFiles << /Names [] >> >>"),
            FileInside,
        ),
        ("a.txt", "", "Mật khẩu".encode("utf-16"), NotUtf8),
        ("a.txt", "", b"M\xcbt kh\xc8u", NotUtf8),
        ("a.txt", "", b"a\0b", NotUtf8),
        ("a.txt", "", b"<!DOCTYPE html><script>", MixedFile),
        ("a.csv", "text/csv", b'<svg onload="x">', MixedFile),
        ("a.docx", "", samples.zipped({"a": "b"}), FileTypeNotAllowed),
        ("a.docx", "", samples.sheet("a"), ContentMismatch),
        ("a.docx", "", b"PK\x03\x04" + b"\0" * 100, DamagedFile),
    ],
)
def test_a_disguised_or_unwanted_file_is_refused(
    send: Send, name: str, declared_type: str, content: bytes, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        send(name, content, declared_type)

    assert type(refused.value) is refusal
    assert "{" not in refused.value.message


@pytest.mark.parametrize(
    ("extra", "refusal"),
    [
        ({"word/vbaProject.bin": b"\0"}, ProgramInside),
        ({"word/activeX/activeX1.xml": "<a/>"}, ProgramInside),
        ({"word/embeddings/oleObject1.bin": OLE}, FileInside),
        ({"word/media/tool.exe": b"MZ"}, FileInside),
        ({"word/embeddings/a.docx": samples.zipped({"a.zip": "b"})}, FileTypeNotAllowed),
        (
            {"word/_rels/settings.xml.rels": samples.links("https://x.vn/t", "attachedTemplate")},
            FileInside,
        ),
        ({"../../etc/cron.xml": "<a/>"}, DamagedFile),
        ({"word/header1.xml": "<a>"}, DamagedFile),
        ({"word/header1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, DamagedFile),
    ],
)
def test_an_office_file_with_something_hidden_inside_is_refused(
    send: Send, extra: dict[str, str | bytes], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        send("a.docx", samples.package("word", {**PLAIN_WORD, **extra}))


def test_macros_are_refused_whatever_the_name_says(send: Send) -> None:
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"

    with pytest.raises(ProgramInside):
        send("a.docx", samples.package("word", PLAIN_WORD, kind=macros))


@pytest.mark.parametrize(
    ("target", "kind"),
    [("https://congan.vn", "hyperlink"), ("file:///C:/Normal.dotm", "attachedTemplate")],
)
def test_ordinary_links_pass(send: Send, target: str, kind: str) -> None:
    extra = {"word/_rels/document.xml.rels": samples.links(target, kind)}

    assert send("a.docx", samples.package("word", {**PLAIN_WORD, **extra})).kind is Kind.DOCX


def test_an_encrypted_pdf_is_refused(send: Send) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(PDF))
    writer.encrypt("secret")
    locked = io.BytesIO()
    writer.write(locked)

    with pytest.raises(EncryptedFile):
        send("a.pdf", locked.getvalue())


def test_an_upload_that_never_ends_is_cut_off() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"a" * size

    stream = Endless()

    with pytest.raises(FileTooLarge):
        inspect("a.txt", "", stream, limit_bytes=1024 * 1024)  # type: ignore[arg-type]
    assert stream.taken < 2 * 1024 * 1024
