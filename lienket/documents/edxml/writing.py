"""Writing edXML, strictly: receivers compare prefixes and know the standard's own misspelling.

Children of the envelope keep the prefix `edXML:` although the default namespace is the same one,
the element is called `Bussiness`, and `To` is repeated for each addressee.
"""

import base64
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from lienket.documents.edxml.message import (
    MOST_BYTES,
    NAMESPACE,
    Attachment,
    EdxmlTooLarge,
    Message,
    Organ,
    check,
)
from lienket.documents.lines import legible

_DAY = "%Y/%m/%d"
_MOMENT = "%Y/%m/%d %H:%M:%S"
_NEW_DOCUMENT = "0"
_ACTOR = "http://schemas.xmlsoap.org/soap/actor/next"


def write(message: Message) -> bytes:
    """The file. Raises the refusals of `message.check`, and EdxmlTooLarge."""
    out = _Writer()
    out.message(check(legible(message)))
    content = out.content()
    if len(content) > MOST_BYTES:
        raise EdxmlTooLarge(limit_mb=MOST_BYTES // 1024**2)
    return content


class _Writer:
    """Elements by their literal names, as the standard's own sample has them."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._xml = XMLGenerator(self._bytes, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def content(self) -> bytes:
        self._xml.endDocument()
        return self._bytes.getvalue()

    def message(self, message: Message) -> None:
        cids = [_cid(number, one) for number, one in enumerate(message.attachments, 1)]
        with self._inside("edXML", xmlns=NAMESPACE):
            with self._inside("edXML:edXMLEnvelope", **{"xmlns:edXML": NAMESPACE}):
                with self._inside("edXML:edXMLHeader"):
                    self._header(message)
                    self._trace(message)
                with (
                    self._inside("edXML:edXMLBody"),
                    self._inside("edXML:edXMLManifest", version="1.0"),
                ):
                    for cid, attachment in zip(cids, message.attachments, strict=True):
                        with self._inside("edXML:Reference"):
                            self._said("ContentId", cid)
                            self._said("ContentType", attachment.media_type)
                            self._said("Description", attachment.description)
                            self._said("AttachmentName", attachment.name)
            with self._inside("AttachmentEncoded"):
                for cid, attachment in zip(cids, message.attachments, strict=True):
                    self._attachment(cid, attachment)

    def _header(self, message: Message) -> None:
        with self._inside("edXML:MessageHeader"):
            self._organ("From", message.sender)
            for organ in message.to:
                self._organ("To", organ)
            self._said("DocumentId", message.id)
            with self._inside("edXML:Code"):
                self._said("CodeNumber", message.number)
                self._said("CodeNotation", message.notation)
            with self._inside("edXML:PromulgationInfo"):
                self._said("Place", message.place)
                self._said("PromulgationDate", message.on.strftime(_DAY))
            with self._inside("edXML:DocumentType"):
                self._said("Type", message.kind_code)
                self._said("TypeName", message.kind_name)
            self._said("Subject", message.subject)
            if message.competence or message.position or message.signer:
                with self._inside("edXML:SignerInfo"):
                    self._said("Competence", message.competence)
                    self._said("Position", message.position)
                    self._said("FullName", message.signer)
            if message.due:
                self._said("DueDate", message.due.strftime(_DAY))
            with self._inside("edXML:OtherInfo"):
                self._said("Priority", str(message.priority))
                self._said("PromulgationAmount", str(len(message.to)))
            with self._inside("edXML:ToPlaces"):
                for organ in message.to:
                    self._said("Place", organ.name)

    def _trace(self, message: Message) -> None:
        with self._inside(
            "edXML:TraceHeaderList",
            id=_short_hash(message.id.encode()),
            version="1.0",
            mustUnderstand="1",
            actor=_ACTOR,
        ):
            with self._inside("edXML:TraceHeader"):
                self._said("OrganId", message.sender.code)
                self._said("Timestamp", message.sent_at.strftime(_MOMENT))
            with self._inside("edXML:Bussiness"):
                self._said("DocumentId", message.id)
                self._said("BussinessDocType", _NEW_DOCUMENT)
                self._said("BussinessDocReason", "Văn bản mới")
                self._said("Paper", "0")

    def _organ(self, role: str, organ: Organ) -> None:
        with self._inside(f"edXML:{role}"):
            self._said("OrganId", organ.code)
            self._said("OrganizationInCharge", organ.superior)
            self._said("OrganName", organ.name)
            self._said("OrganAdd", organ.address)
            self._said("Email", organ.email)
            self._said("Telephone", organ.phone)
            self._said("Fax", organ.fax)
            self._said("Website", organ.website)

    def _attachment(self, cid: str, attachment: Attachment) -> None:
        with self._inside("Attachment"):
            self._words("ContentId", cid)
            self._words("AttachmentName", attachment.name)
            self._words("Description", attachment.description)
            self._words("ContentType", attachment.media_type)
            encoded = base64.b64encode(attachment.content).decode()
            # The prefix is declared on the envelope only, and this stands outside it.
            with self._inside("edXML:ContentTransferEncoded", **{"xmlns:edXML": NAMESPACE}):
                self._xml.characters(encoded)

    def _said(self, name: str, words: str) -> None:
        """An element of the envelope; what is not known is left out."""
        if words:
            self._words(f"edXML:{name}", words)

    def _words(self, name: str, words: str) -> None:
        with self._inside(name):
            self._xml.characters(words)

    @contextmanager
    def _inside(self, name: str, **attributes: str) -> Iterator[None]:
        self._xml.startElement(name, AttributesImpl(attributes))
        yield
        self._xml.endElement(name)


def _cid(number: int, attachment: Attachment) -> str:
    return f"cid:{number}-{_short_hash(attachment.content)}"


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
