"""edXML: what is written is read back as it was; what is hostile or broken is refused by name."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from lienket.documents.edxml.message import (
    LONGEST,
    MOST_BYTES,
    NAMESPACE,
    Attachment,
    EdxmlFieldMissing,
    EdxmlFieldTooLong,
    EdxmlTooLarge,
    Message,
    Organ,
)
from lienket.documents.edxml.reading import (
    EdxmlBrokenAttachment,
    EdxmlWithoutFiles,
    EdxmlWrongDate,
    NotEdxml,
    OlderEdxml,
    read,
)
from lienket.documents.edxml.writing import write
from lienket.kernel.errors import Refusal, Several

PLAN = Message(
    sender=Organ("000.00.16.H41", "Công an tỉnh A", superior="Bộ Công an", email="ca@example.vn"),
    to=(Organ("000.01.16.H41", "Nhà máy <Điện> & Hơi"), Organ("000.02.16.H41", "UBND xã B")),
    number="07",
    notation="KH-CAT-CNX",
    on=date(2026, 11, 21),
    kind_name="Kế hoạch",
    subject="Phối hợp bảo đảm an ninh, trật tự",
    sent_at=datetime(2026, 11, 21, 12, 0, 5),  # noqa: DTZ001  the format has local time only
    attachments=(Attachment("07-KH.pdf", "application/pdf", b"%PDF-1.7 \x00\xff"),),
    place="Điện Biên",
    due=date(2026, 12, 1),
    position="Giám đốc",
    signer="Nguyễn Văn A",
    competence="TM.",
    priority=2,
)


def words(most: int, least: int = 1) -> some.SearchStrategy[str]:
    """What people write: no control characters, nothing at the edges that nobody sees."""
    letters = some.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    return (
        some.text(letters, min_size=least, max_size=most)
        .map(str.strip)
        .filter(lambda it: len(it) >= least)
    )


ORGANS = some.builds(
    Organ,
    code=words(LONGEST["OrganId"]),
    name=words(LONGEST["OrganName"]),
    superior=words(50, 0),
    address=words(50, 0),
    email=words(30, 0),
    phone=words(20, 0),
    fax=words(20, 0),
    website=words(30, 0),
)
FILES = some.builds(
    Attachment,
    name=words(80),
    media_type=some.sampled_from(["application/pdf", "image/png"]),
    content=some.binary(min_size=1, max_size=200),
    description=words(50, 0),
)
DAYS = some.dates(min_value=date(1000, 1, 1))
MESSAGES = some.builds(
    Message,
    sender=ORGANS,
    to=some.lists(ORGANS, min_size=1, max_size=4).map(tuple),
    number=words(LONGEST["CodeNumber"]),
    notation=words(LONGEST["CodeNotation"]),
    on=DAYS,
    kind_name=words(LONGEST["TypeName"]),
    subject=words(LONGEST["Subject"]),
    sent_at=some.datetimes(min_value=datetime(1000, 1, 1)).map(  # noqa: DTZ001
        lambda it: it.replace(microsecond=0)
    ),
    attachments=some.lists(FILES, min_size=1, max_size=3).map(tuple),
    place=words(LONGEST["Place"], 0),
    kind_code=words(5, 0),
    competence=words(50, 0),
    position=words(LONGEST["Position"], 0),
    signer=words(LONGEST["FullName"], 0),
    due=some.none() | DAYS,
    priority=some.integers(0, 3),
)


# Timing decides nothing: making long texts takes a busy machine some time.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MESSAGES)
def test_what_is_written_is_read_back_as_it_was(message: Message) -> None:
    assert read(write(message)) == message


@given(some.binary(max_size=300))
def test_no_bytes_do_anything_but_be_refused(content: bytes) -> None:
    with pytest.raises(NotEdxml):
        read(content)


def test_the_file_is_as_the_first_users_of_the_standard_want_it() -> None:
    text = write(PLAN).decode()

    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<edXML xmlns="')
    assert f'<edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}"><edXML:edXMLHeader>' in text
    assert text.count("<edXML:To>") == 2
    assert "<edXML:DocumentId>000.00.16.H41,2026/11/21,07/KH-CAT-CNX</edXML:DocumentId>" in text
    assert "<edXML:Bussiness>" in text
    assert "<edXML:BussinessDocType>0</edXML:BussinessDocType>" in text
    assert "<edXML:Timestamp>2026/11/21 12:00:05</edXML:Timestamp>" in text
    assert "</edXML:edXMLEnvelope><AttachmentEncoded><Attachment><ContentId>cid:" in text
    assert "Signature" not in text
    assert "Nhà máy &lt;Điện&gt; &amp; Hơi" in text
    # Each element is known to a reader that minds namespaces.
    root = ElementTree.fromstring(text)
    assert {str(one.tag).partition("}")[0] for one in root.iter()} == {f"{{{NAMESPACE}"}


def test_a_paper_without_signer_and_due_day_has_no_empty_elements() -> None:
    text = write(replace(PLAN, signer="", position="", competence="", due=None)).decode()
    assert "SignerInfo" not in text
    assert "DueDate" not in text
    assert "<edXML:Fax" not in text


def test_what_the_format_cannot_carry_is_told_together() -> None:
    long = replace(PLAN, notation="A" * 31, sender=replace(PLAN.sender, code=""), place="")
    with pytest.raises(Several) as refused:
        write(long)
    kinds = [type(one) for one in refused.value.each]
    assert kinds == [EdxmlFieldMissing, EdxmlFieldTooLong]
    assert "31" in refused.value.each[1].message


def test_a_larger_file_than_systems_take_is_not_made() -> None:
    large = Attachment("a.pdf", "application/pdf", bytes(MOST_BYTES * 3 // 4))
    with pytest.raises(EdxmlTooLarge):
        write(replace(PLAN, attachments=(large,)))


@pytest.mark.parametrize(
    "as_others_write",
    [
        lambda it: b"1212" + it,
        lambda it: b"\xef\xbb\xbf" + it,
        lambda it: b"\r\n\r\n" + it + b"\n",
        lambda it: it.replace(b"<edXML:ContentTransferEncoded", b"<ContentTransferEncoded").replace(
            b"</edXML:ContentTransferEncoded", b"</ContentTransferEncoded"
        ),
        lambda it: it.replace(b"2026/12/01", b"2026-12-01"),
        lambda it: it.replace(b"2026/12/01", b"01/12/2026"),
        lambda it: it.decode().replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16"),
    ],
    ids=["stray characters", "mark", "blank lines", "no prefix", "dashes", "day first", "utf-16"],
)
def test_what_known_systems_write_differently_is_read_all_the_same(
    as_others_write: Callable[[bytes], bytes],
) -> None:
    assert read(as_others_write(write(PLAN))) == PLAN


_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
_OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _with(old: str, new: str) -> bytes:
    text = write(PLAN).decode()
    assert old in text
    return text.replace(old, new).encode()


_ENCODED = base64.b64encode(PLAN.attachments[0].content).decode()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotEdxml),
        (b"%PDF-1.7", NotEdxml),
        (b"<html/>", NotEdxml),
        (write(PLAN)[:-40], NotEdxml),
        (write(PLAN).replace(b"<edXML xmlns", _LAUGHS + b"<edXML xmlns"), NotEdxml),
        (write(PLAN).replace(b"<edXML xmlns", _OUTSIDE + b"<edXML xmlns"), NotEdxml),
        (f'<edXML xmlns="{NAMESPACE}"/>'.encode(), NotEdxml),
        (b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>', OlderEdxml),
        (b'<edXML xmlns="http://www.e-doc.vn/Schema/"/>', OlderEdxml),
        (b" " * (MOST_BYTES + 1), EdxmlTooLarge),
        (_with(_ENCODED, "%%%"), EdxmlBrokenAttachment),
        (_with(_ENCODED, _ENCODED[:-3]), EdxmlBrokenAttachment),
        (_with(_ENCODED, ""), EdxmlBrokenAttachment),
        (_with("AttachmentEncoded", "Elsewhere"), EdxmlWithoutFiles),
        (_with("<edXML:DueDate>2026/12/01", "<edXML:DueDate>2026/13/41"), EdxmlWrongDate),
        (_with("<edXML:PromulgationDate>2026/11/21", "<edXML:PromulgationDate>"), EdxmlWrongDate),
        (_with("2026/11/21 12:00:05", "noon"), EdxmlWrongDate),
        (_with("<edXML:CodeNumber>07", "<edXML:CodeNumber>"), EdxmlFieldMissing),
        (_with("Phối hợp", "Phối hợp" * 100), EdxmlFieldTooLong),
    ],
)
def test_what_is_hostile_or_broken_is_refused_by_name(
    content: bytes, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        read(content)
    assert refused.value.message
