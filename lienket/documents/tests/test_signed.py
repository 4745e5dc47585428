"""Signed PDFs come back: whose signatures hold, and whether it is the file that was issued."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

from lienket.circles.models import Circle
from lienket.documents import exports, queries
from lienket.documents.actions import issue, path_of, take_signed
from lienket.documents.guard.inspection import inspect
from lienket.documents.models import Document, File, SignedCopy
from lienket.documents.signatures import (
    NotAPdf,
    NotSigned,
    SignatureBroken,
    SignatureUnreadable,
    SignatureWeak,
)
from lienket.documents.tests.papers import MINUTES
from lienket.documents.tests.signing import authority, sign, signer
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, signed_in

ROOT = authority()
CHIEF = signer(ROOT)


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def document(dispatcher: Member, circle: Circle) -> Document:
    with acting(dispatcher):
        return issue(
            circle_id=circle.id,
            paper=replace(MINUTES, code="", on=None, draft=True),
            kind="BB",
            notation="CNX",
            by=dispatcher,
            now=NOON,
        )


def pdf_of(document: Document) -> bytes:
    return path_of(document.pdf.blob_id).read_bytes()


def hand_in(
    document: Document, content: bytes, by: Member, *, name: str = "đã ký.pdf", now: datetime = NOON
) -> SignedCopy:
    with (
        inspect(name, "", io.BytesIO(content), limit_bytes=10**7, not_secret=True) as file,
        acting(by),
    ):
        return take_signed(document_id=document.id, file=file, by=by, now=now)


def test_a_signed_copy_says_who_signed_when_and_that_nothing_else_changed(
    document: Document, chief: Member
) -> None:
    copy = hand_in(document, sign(pdf_of(document), CHIEF), chief)

    with acting(chief):
        (kept,) = queries.signed_copies_for(chief)
        (signature,) = kept.signatures.all()
        told = Event.objects.get(type="SignedCopyTaken")
    assert kept == copy
    assert kept.is_issued
    assert kept.file.name == "đã ký.pdf"
    assert (signature.signer, signature.organ) == ("Nguyễn Văn A", "Công an tỉnh")
    assert signature.signed_at
    assert not signature.stamped
    assert told.facts == {"document_id": document.id, "signed_copy_id": copy.id}


def test_an_issuer_is_trusted_when_the_installation_knows_it(
    document: Document, chief: Member, settings: LazySettings, tmp_path: Path
) -> None:
    known = tmp_path / "roots.pem"
    known.write_bytes(authority("Gốc khác").pem() + ROOT.pem())
    settings.SIGNATURE_ROOTS = known

    copy = hand_in(document, sign(pdf_of(document), CHIEF), chief)

    with acting(chief):
        assert copy.signatures.get().trust == "trusted"


def test_without_known_issuers_the_signature_is_only_intact(
    document: Document, chief: Member
) -> None:
    copy = hand_in(document, sign(pdf_of(document), CHIEF), chief)
    with acting(chief):
        assert copy.signatures.get().trust == "unknown"


def test_a_certificate_out_of_its_time_is_named_so(
    document: Document, chief: Member, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SIGNATURE_ROOTS = tmp_path / "roots.pem"
    settings.SIGNATURE_ROOTS.write_bytes(ROOT.pem())
    short = signer(ROOT, begin=datetime(2026, 2, 1, tzinfo=UTC), lasts=timedelta(days=30))

    copy = hand_in(document, sign(pdf_of(document), short), chief)

    with acting(chief):
        assert copy.signatures.get().trust == "not_valid_now"


def test_each_party_signs_after_the_other(document: Document, chief: Member) -> None:
    once = sign(pdf_of(document), CHIEF)
    twice = sign(once, signer(ROOT, "Trần Thị B", "Nhà máy"), field="Chữ ký 2")

    copy = hand_in(document, twice, chief)

    assert copy.is_issued
    with acting(chief):
        (shown,) = queries.signed_copies_for(chief)
        assert [one.signer for one in shown.signatures.all()] == ["Nguyễn Văn A", "Trần Thị B"]


def test_a_file_written_anew_before_it_was_signed_is_not_the_issued_one(
    document: Document, chief: Member
) -> None:
    anew, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(document)))), io.BytesIO()
    anew.write(out)

    assert not hand_in(document, sign(out.getvalue(), CHIEF), chief).is_issued


def test_words_laid_over_the_issued_file_before_signing_are_noticed(
    document: Document, chief: Member
) -> None:
    """Its first bytes are the issued ones all the same."""
    assert not hand_in(document, sign(overwritten(pdf_of(document)), CHIEF), chief).is_issued


def overwritten(pdf: bytes) -> bytes:
    """The same file with an update that gives the first page other contents."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    words = generic.StreamObject(stream_data=b"BT ET")
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = writer.add_object(words)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def _cut_signature(pdf: bytes) -> bytes:
    at = pdf.index(b"/Contents <") + len(b"/Contents <")
    return pdf[:at] + b"00" * 40 + pdf[at + 80 :]


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda pdf: pdf, NotSigned),
        (lambda pdf: overwritten(sign(pdf, CHIEF)), SignatureBroken),
        (lambda pdf: sign(pdf, CHIEF, md="sha1"), SignatureWeak),
        (lambda pdf: _cut_signature(sign(pdf, CHIEF)), SignatureUnreadable),
    ],
    ids=["not signed", "changed afterwards", "old hash", "signature cut"],
)
def test_what_proves_nothing_is_refused_and_not_kept(
    document: Document, chief: Member, spoil: Callable[[bytes], bytes], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        hand_in(document, spoil(pdf_of(document)), chief)
    with acting(chief):
        assert not SignedCopy.objects.exists()
        assert File.objects.count() == 2


def test_a_single_changed_bit_breaks_the_signature(document: Document, chief: Member) -> None:
    signed = sign(pdf_of(document), CHIEF)
    with pytest.raises(SignatureBroken) as refused:
        hand_in(document, signed.replace(b"endobj", b"endobk", 1), chief)
    assert "Nguyễn Văn A" in refused.value.message


def test_a_word_file_bears_no_signature_that_can_be_checked(
    document: Document, chief: Member
) -> None:
    content = path_of(document.docx.blob_id).read_bytes()
    with pytest.raises(NotAPdf):
        hand_in(document, content, chief, name="văn bản.docx")


def test_the_same_copy_twice_is_one_copy(document: Document, chief: Member) -> None:
    signed = sign(pdf_of(document), CHIEF)
    assert hand_in(document, signed, chief) == hand_in(document, signed, chief)


def test_nobody_outside_hands_in_or_sees_a_signed_copy(
    document: Document, chief: Member, outsider: Unit
) -> None:
    signed = sign(pdf_of(document), CHIEF)
    stranger = outsider.member()
    with pytest.raises(Document.DoesNotExist):
        hand_in(document, signed, stranger)
    hand_in(document, signed, chief)
    with acting(stranger):
        assert not SignedCopy.objects.exists()


def test_only_who_may_sign_for_the_organization_hands_in(document: Document, chief: Member) -> None:
    reader = replace(chief, rights=frozenset())
    with pytest.raises(NotAllowed):
        hand_in(document, sign(pdf_of(document), CHIEF), reader)


def test_a_leaver_takes_the_signed_copies_along(document: Document, chief: Member) -> None:
    signed = sign(pdf_of(document), CHIEF)
    copy = hand_in(document, signed, chief)
    with acting(chief):
        record = dict(exports.issued([document.circle_id], chief))
    assert record[f"documents/{document.id}-signed-{copy.id}-đã ký.pdf"] == signed


def test_the_page_takes_a_signed_copy_and_shows_it(
    document: Document, fire_service: Unit, outsider: Unit
) -> None:
    page = reverse("documents:document", args=[document.id])
    take = reverse("documents:signed_copies", args=[document.id])
    browser = signed_in(fire_service)
    assert take in browser.get(page).content.decode()

    def page_after(content: bytes) -> str:
        file = SimpleUploadedFile("đã ký.pdf", content, "application/pdf")
        answer = browser.post(take, {"file": file, "not_secret": "on"}, follow=True)
        return answer.content.decode()

    assert "Tệp này chưa có chữ ký số" in page_after(pdf_of(document))
    shown = page_after(sign(pdf_of(document), CHIEF))
    assert "Nguyễn Văn A" in shown
    assert "Không rõ nơi cấp chứng thư số" in shown
    assert browser.post(take, {}).status_code == 200

    stranger = signed_in(outsider)
    file = SimpleUploadedFile("a.pdf", sign(pdf_of(document), CHIEF), "application/pdf")
    assert stranger.post(take, {"file": file}).status_code == 404
