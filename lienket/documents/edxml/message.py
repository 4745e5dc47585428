"""What an edXML file says: who sends which document to whom, and the files of the document."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lienket.kernel.errors import Refusal, all_at_once

#: The largest file that systems of the network take.
MOST_BYTES = 50 * 1024 * 1024
NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_NAMES = {
    "OrganId": _("Exchange code"),
    "OrganName": _("Name of the organization"),
    "CodeNumber": _("Number of the document"),
    "CodeNotation": _("Notation of the document"),
    "TypeName": _("Kind of document"),
    "Subject": _("Subject"),
    "Position": _("Position of the signer"),
    "FullName": _("Name of the signer"),
    "Place": _("Place of issue"),
    "ToPlaces": _("Places of receipt together"),
}
#: What the standard and annex VI of Decree 30/2020 give each field.
LONGEST = {
    "OrganId": 13,
    "OrganName": 200,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "TypeName": 100,
    "Subject": 500,
    "Position": 100,
    "FullName": 50,
    "Place": 100,
    "ToPlaces": 1000,
}


class EdxmlFieldTooLong(Refusal):
    """{name} ({element}) has {length} letters; edXML takes at most {most}. Write it shorter."""


class EdxmlFieldMissing(Refusal):
    """{name} ({element}) is missing; an edXML file cannot do without it."""


class EdxmlTooLarge(Refusal):
    """This edXML file is larger than {limit_mb} MB, more than document systems take."""

    status = 413


@dataclass(frozen=True)
class Organ:
    """An organ of the network, known by its code: "000.00.16.H41"."""

    code: str
    name: str
    superior: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file of the document."""

    name: str
    media_type: str
    content: bytes
    description: str = ""


@dataclass(frozen=True)
class Message:
    """A document on its way from one organ to others."""

    sender: Organ
    to: tuple[Organ, ...]
    # "07" and "QCPH-CAT": what stands before and behind the stroke.
    number: str
    notation: str
    on: date
    kind_name: str
    subject: str
    # Local time at which it was put into the file.
    sent_at: datetime
    attachments: tuple[Attachment, ...]
    place: str = ""
    # Systems number the kinds differently; empty: only the name is told.
    kind_code: str = ""
    # As under the signature: "KT. GIÁM ĐỐC" in parts.
    competence: str = ""
    position: str = ""
    signer: str = ""
    due: date | None = None
    # 0 for none, then as urgent as 1 to 3.
    priority: int = 0

    @property
    def code(self) -> str:
        """Number and notation as printed."""
        return f"{self.number}/{self.notation}"

    @property
    def id(self) -> str:
        """How all systems call the document."""
        return f"{self.sender.code},{self.on:%Y/%m/%d},{self.code}"


def check(message: Message) -> Message:
    """The same message, if the format can carry it; what it cannot is told together.

    Raises EdxmlFieldMissing and EdxmlFieldTooLong, or Several of them.
    """
    with all_at_once() as part:
        for element, field, value in _limited(message):
            with part(field):
                if not value and element != "Place":
                    raise EdxmlFieldMissing(name=_NAMES[element], element=element)
                if len(value) > LONGEST[element]:
                    raise EdxmlFieldTooLong(
                        name=_NAMES[element],
                        element=element,
                        length=len(value),
                        most=LONGEST[element],
                    )
    return message


def _limited(message: Message) -> Iterator[tuple[str, str, str]]:
    for organ in (message.sender, *message.to):
        field = "to" if organ is not message.sender else "sender"
        yield "OrganId", field, organ.code
        yield "OrganName", field, organ.name
    yield "CodeNumber", "number", message.number
    yield "CodeNotation", "notation", message.notation
    yield "TypeName", "kind", message.kind_name
    yield "Subject", "subject", message.subject
    yield "Place", "place", message.place
    yield "ToPlaces", "to", "; ".join(organ.name for organ in message.to)
    if message.position:
        yield "Position", "position", message.position
    if message.signer:
        yield "FullName", "signer", message.signer
