"""Numbers that belong to one person, in what people type about what happened.

Where people are counted and never named, their numbers have no place either: neither that of an
identity card, of an earlier one or of a passport, nor that of a mobile telephone. The telephones of
offices and duty desks pass, and so do amounts that are written with their dots.
"""

import re

from lienket.documents.guard.refusals import PersonalPhone, PersonsIdentity
from lienket.kernel.errors import about
from lienket.kernel.guard.text import clean_line, clean_text

_GAP = r"[ .\-]?"
# Province or country of birth, century and sex, year of birth, six digits: always begins with 0.
_CARD = re.compile(rf"(?<!\d)0\d{{2}}{_GAP}[0-3]{_GAP}\d{{2}}{_GAP}(?:\d{_GAP}){{5}}\d(?!\d)")
# Nine digits in one piece that are no amount, and no number of a paper that goes on with a slash.
_EARLIER_CARD = re.compile(
    r"(?<![\d.,])\d{9}(?![\d.,]*\d|/)(?!\s*(?:đ|đồng|vnd|vnđ)\b)", re.IGNORECASE
)
# Whatever its length, after these words it is one.
_CALLED = re.compile(
    r"\b(?:cccd|cmnd|cmt|căn cước|chứng minh(?: thư| nhân dân)?|định danh|hộ chiếu|passport)\b"
    rf"[^\d\n]{{0,20}}[A-Z]?(?:\d{_GAP}){{6}}",
    re.IGNORECASE,
)
# A passport: one letter and seven or eight digits, standing alone.
_PASSPORT = re.compile(r"(?<![\w.,/-])[A-Z]\d{7,8}(?![\w/]|[.,-]\w)")
_MOBILE = re.compile(rf"(?<!\d)(?:0|\+?84{_GAP})[35789](?:{_GAP}\d){{8}}(?!\d)")


def bears_identity_number(text: str) -> bool:
    """Whether a number like that of an identity card or passport stands in the text."""
    return any(one.search(text) for one in (_CARD, _EARLIER_CARD, _CALLED, _PASSPORT))


def require_no_identity(text: str) -> None:
    """Refuse the number of somebody's identity card or passport; raises PersonsIdentity."""
    if bears_identity_number(text):
        raise PersonsIdentity


def require_no_person(text: str) -> None:
    """Refuse what leads to one person; raises PersonsIdentity and PersonalPhone."""
    # Twelve digits of a card may contain what looks like a telephone.
    require_no_identity(text)
    if _MOBILE.search(text):
        raise PersonalPhone


def line(field: str, text: str, limit: int, *, not_secret: bool) -> str:
    """One tidy line without secrets or identity numbers. Raises as the guard does, at its field."""
    with about(field):
        text = clean_line(text, limit, not_secret=not_secret)
        require_no_identity(text)
    return text


def words(field: str, text: str, limit: int, *, not_secret: bool) -> str:
    """The same for a longer text."""
    with about(field):
        text = clean_text(text, limit, not_secret=not_secret).strip()
        require_no_identity(text)
    return text
