"""Reading edXML from others: no document type, no entities, no network, and not more than fits.

Known systems put stray characters before the first element, a mark of byte order, prefixes or none;
all this is read. The older form inside a SOAP envelope is another format and is refused.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from lienket.documents.edxml.message import (
    MOST_BYTES,
    NAMESPACE,
    Attachment,
    EdxmlTooLarge,
    Message,
    Organ,
    check,
)
from lienket.kernel.errors import Refusal

_OLDER = ("http://www.e-doc.vn/Schema/", "http://schemas.xmlsoap.org/soap/envelope/")
# So far a declaration is looked for behind stray characters.
_STRAY = 1024
_DAYS = ("%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y")
_MOMENTS = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")


class NotEdxml(Refusal):
    """This is no edXML file. Choose the file that your document system exports (.edxml)."""


class OlderEdxml(Refusal):
    """This file has the older form of edXML (SOAP). Export it as QCVN 102:2016, then choose it
    again.
    """


class EdxmlWrongDate(Refusal):
    """ "{words}" ({element}) is no date. edXML writes dates as year/month/day."""


class EdxmlBrokenAttachment(Refusal):
    """The attachment {name} is damaged inside the edXML file. Ask the sender for it once more."""


class EdxmlWithoutFiles(Refusal):
    """This edXML file carries no document, only data about one. Ask the sender for it once more."""


def read(content: bytes) -> Message:
    """What the file says. Raises the refusals above, EdxmlTooLarge and those of `message.check`."""
    if len(content) > MOST_BYTES:
        raise EdxmlTooLarge(limit_mb=MOST_BYTES // 1024**2)
    root = _parse(content)
    header = _find(root, "edXMLEnvelope", "edXMLHeader")
    about = _find(header, "MessageHeader")
    if about is None:
        raise NotEdxml
    promulgated, kind, signer = (
        _find(about, name) for name in ("PromulgationInfo", "DocumentType", "SignerInfo")
    )
    attachments = tuple(_attachments(root))
    if not attachments:
        raise EdxmlWithoutFiles
    on = _day(promulgated, "PromulgationDate")
    return check(
        Message(
            sender=_organ(_find(about, "From")),
            to=tuple(map(_organ, _all(about, "To"))),
            number=_words(about, "Code", "CodeNumber"),
            notation=_words(about, "Code", "CodeNotation"),
            on=on,
            kind_name=_words(kind, "TypeName"),
            subject=_words(about, "Subject"),
            sent_at=_moment(_find(header, "TraceHeaderList", "TraceHeader"), on),
            attachments=attachments,
            place=_words(promulgated, "Place"),
            kind_code=_words(kind, "Type"),
            competence=_words(signer, "Competence"),
            position=_words(signer, "Position"),
            signer=_words(signer, "FullName"),
            due=_day(about, "DueDate") if _words(about, "DueDate") else None,
            priority=_priority(_words(about, "OtherInfo", "Priority")),
        )
    )


def _parse(content: bytes) -> Element:
    start = content.find(b"<?xml", 0, _STRAY)
    try:
        root: Element = fromstring(content[max(start, 0) :].strip(), forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise NotEdxml from error
    namespace = root.tag.rpartition("}")[0].lstrip("{")
    if namespace in _OLDER:
        raise OlderEdxml
    if _local(root) != "edXML" or namespace != NAMESPACE:
        raise NotEdxml
    return root


def _attachments(root: Element) -> Iterator[Attachment]:
    for one in _all(_find(root, "AttachmentEncoded"), "Attachment"):
        name = _words(one, "AttachmentName")
        try:
            encoded = "".join(_words(one, "ContentTransferEncoded").split())
            content = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise EdxmlBrokenAttachment(name=name) from error
        if not content:
            raise EdxmlBrokenAttachment(name=name)
        yield Attachment(name, _words(one, "ContentType"), content, _words(one, "Description"))


def _organ(element: Element | None) -> Organ:
    names = ("OrganId", "OrganName", "OrganizationInCharge", "OrganAdd", "Email", "Telephone")
    return Organ(*(_words(element, name) for name in (*names, "Fax", "Website")))


def _day(element: Element | None, name: str) -> date:
    return _dated(_words(element, name), name, _DAYS).date()


def _moment(trace: Element | None, on: date) -> datetime:
    """When it was sent; the beginning of its day, if the file does not say."""
    words = _words(trace, "Timestamp")
    if not words:
        return datetime(on.year, on.month, on.day)  # noqa: DTZ001  the format has local time only
    return _dated(words, "Timestamp", _MOMENTS)


def _dated(words: str, element: str, forms: tuple[str, ...]) -> datetime:
    for form in forms:
        try:
            return datetime.strptime(words, form)  # noqa: DTZ007  the format has local time only
        except ValueError:
            continue
    raise EdxmlWrongDate(words=words[:40], element=element)


def _priority(words: str) -> int:
    """Systems that know no urgency leave it out; some write what is none."""
    return int(words) if words in ("1", "2", "3") else 0


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element | None, name: str) -> list[Element]:
    """The children of that name, with the prefix or without."""
    return [] if element is None else [one for one in element if _local(one) == name]


def _find(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = next(iter(_all(element, name)), None)
    return element


def _words(element: Element | None, *names: str) -> str:
    found = _find(element, *names)
    return "" if found is None else (found.text or "").strip()
