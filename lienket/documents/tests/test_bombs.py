"""Files made to exhaust the machine are refused, or left to a person, within bounds.

No test measures time: the reader's own limits end it, and a test that hangs fails by itself.
"""

import io
import struct
import zlib
from tempfile import TemporaryFile

import pytest

from lienket.documents.guard import inspection, reader
from lienket.documents.guard.kinds import Kind
from lienket.documents.guard.refusals import (
    DamagedFile,
    FileTooComplex,
    ImageTooLarge,
    UnpacksTooLarge,
)
from lienket.documents.tests import samples
from lienket.documents.tests.conftest import Send
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.secrecy import Place, Verdict

PLAIN = samples.word("<w:p><w:r><w:t>Thông báo</w:t></w:r></w:p>")
FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def office(extra: dict[str, str | bytes]) -> bytes:
    return samples.package("word", {**PLAIN, **extra})


def sharing_its_bytes() -> bytes:
    """A package whose hundred parts are one and the same place in the file."""
    content = samples.zipped({"word/a0000.xml": b"<a>" + b"b" * 50_000 + b"</a>"})
    at = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[at:end]
    directory = b"".join(entry.replace(b"a0000", b"a%04d" % number) for number in range(100))
    ending = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(directory), at, 0)
    return content[:at] + directory + ending


def claiming_to_be_small() -> bytes:
    """A package whose directory tells a smaller size than the part has."""
    content = bytearray(office({"word/header1.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 100)
    return bytes(content)


def page(drawing: bytes, entries: str = "") -> bytes:
    head = f"<< /Length {len(drawing)} {entries} >>\nstream\n".encode()
    return samples.pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << {FONT} >> >>",
            head + drawing + b"\nendstream",
        ]
    )


BILLION = '<!DOCTYPE a [<!ENTITY b "{}">]><a>&b;</a>'.format("c" * 10_000)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.docx", office({"word/a.xml": b"\0" * 50_000_000}), UnpacksTooLarge),
        ("a.docx", office({f"word/{n}.xml": "<a/>" for n in range(6000)}), UnpacksTooLarge),
        ("a.docx", sharing_its_bytes(), UnpacksTooLarge),
        ("a.docx", claiming_to_be_small(), DamagedFile),
        ("a.docx", office({"word/header1.xml": BILLION}), DamagedFile),
        ("a.docx", samples.word("<w:p>" * 200_000 + "</w:p>" * 200_000), UnpacksTooLarge),
        ("a.pdf", page(zlib.compress(b"\0" * 200_000_000), "/Filter /FlateDecode"), FileTooComplex),
        ("a.pdf", samples.pdf(*[[(60, 700, "a")]] * 2001), FileTooComplex),
        (
            "a.pdf",
            samples.pdf_of(
                [
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
                ]
            ),
            DamagedFile,
        ),
        ("a.pdf", page(b"[" * 100_000), FileTooComplex),
        ("a.png", samples.huge_png(60_000, 60_000), ImageTooLarge),
    ],
)
def test_a_bomb_is_refused(
    send: Send, name: str, content: bytes | dict[str, str | bytes], refusal: type[Refusal]
) -> None:
    if isinstance(content, dict):
        content = samples.package("word", content)

    with pytest.raises(refusal):
        send(name, content)


def test_a_picture_may_be_as_large_as_telephones_take(send: Send) -> None:
    assert send("a.png", samples.huge_png(8160, 6120)).secrecy.verdict is Verdict.UNREAD


def test_a_page_too_dense_to_read_is_in_doubt(send: Send) -> None:
    drawing = b"0 0 m 1 1 l S\n" * 330_000

    passed = send("map.pdf", page(drawing), not_secret=True)

    assert passed.secrecy.place is Place.UNREAD


def test_what_is_left_when_the_effort_is_spent_is_in_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "READING_SECONDS", -1)
    files = {
        "PDF": samples.pdf([(60, 700, "MẬT")]),
        "DOCX": samples.document("MẬT"),
        "TEXT": "MẬT".encode(),
    }

    for kind, content in files.items():
        with TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            told = reader.main(Kind[kind], file, io.BytesIO())
        assert (told["verdict"], told["place"]) == (Verdict.DOUBT, Place.UNREAD)


def test_a_reader_that_is_killed_means_too_complex(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "_PATIENCE_SECONDS", 0.001)

    with pytest.raises(FileTooComplex):
        send("a.txt", b"a")


def test_an_unforeseen_error_is_told_by_its_name_only() -> None:
    class Broken(io.BytesIO):
        def fileno(self) -> int:
            raise RuntimeError("MẬT kho A")

    assert reader.main(Kind.TEXT, Broken(), io.BytesIO()) == {"error": "RuntimeError"}
