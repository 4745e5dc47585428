"""Which kinds of file are taken, and which kind a file is by its first bytes.

Taken: what every office can open and what can be checked here. Not taken, and why:

* HEIC: most browsers cannot show it, and the place where it was taken cannot be removed here;
  iPhones send JPEG when asked to.
* Video: it carries position and faces and needs the rules for footage, not those for papers.
* Archives: they hide what they hold. Old Office formats: so do they, and programs too.
* SVG and HTML: they are programs.
"""

from enum import Enum


class Kind(Enum):
    """A kind of file: its media type, then the endings its names may have."""

    PDF = "application/pdf", "pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"
    JPEG = "image/jpeg", "jpg", "jpeg"
    PNG = "image/png", "png"
    WEBP = "image/webp", "webp"
    TEXT = "text/plain", "txt"
    CSV = "text/csv", "csv"

    def __init__(self, media_type: str, *extensions: str) -> None:
        self.media_type = media_type
        self.extensions = extensions


OFFICE = (Kind.DOCX, Kind.XLSX, Kind.PPTX)
PICTURES = (Kind.JPEG, Kind.PNG, Kind.WEBP)
TEXTS = (Kind.TEXT, Kind.CSV)

# Browsers say these when they do not know, or call by the program that opens the file.
_SAYS_NOTHING = ("", "application/octet-stream")
_ALSO_CALLED = {
    "image/jpg": Kind.JPEG,
    "image/pjpeg": Kind.JPEG,
    "application/x-pdf": Kind.PDF,
    "application/csv": Kind.CSV,
    "application/vnd.ms-excel": Kind.CSV,
    "text/plain": Kind.CSV,
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def kind_of_name(name: str) -> Kind | None:
    """The kind that the ending of `name` promises."""
    ending = name.rpartition(".")[2].lower()
    return next((kind for kind in Kind if ending in kind.extensions), None)


def agrees(kind: Kind, declared_type: str) -> bool:
    """Whether `declared_type`, as a browser sends it, may stand for `kind`."""
    declared = declared_type.partition(";")[0].strip().lower()
    return declared in (kind.media_type, *_SAYS_NOTHING) or _ALSO_CALLED.get(declared) is kind


def starts_as(kind: Kind, head: bytes) -> bool:
    """Whether `head`, the first 16 bytes, can begin a file of `kind`."""
    match kind:
        case Kind.PDF:
            return head.startswith(b"%PDF-")
        case Kind.JPEG:
            return head.startswith(b"\xff\xd8\xff")
        case Kind.PNG:
            return head.startswith(b"\x89PNG\r\n\x1a\n")
        case Kind.WEBP:
            return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
        case Kind.DOCX | Kind.XLSX | Kind.PPTX:
            return head.startswith(b"PK\x03\x04")
    return not any(starts_as(other, head) for other in Kind if other not in TEXTS)


def is_heic(head: bytes) -> bool:
    """Whether `head` begins a HEIC photograph."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS
