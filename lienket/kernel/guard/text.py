"""Checks for what people type: titles, notes and bodies, in forms and in the API alike."""

import re
import unicodedata

from lienket.kernel.guard.refusals import (
    BidiMarks,
    ControlCharacters,
    SecrecyInDoubt,
    SecrecyStamp,
    TextTooLong,
)
from lienket.kernel.guard.secrecy import Verdict, judge
from lienket.kernel.guard.wording import where

# They make text read in another order than it is stored: a name or number can lie.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Invisible, and therefore poison for search; the joiner of emoji (U+200D) stays.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
_LINE_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Also lone surrogates, which JSON can carry and UTF-8 cannot.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
# A composed letter is typed as at most this many characters.
_DECOMPOSED = 4


def clean_line(text: str, limit: int, *, not_secret: bool = False) -> str:
    """`text` as one tidy line of at most `limit` characters, composed (NFC).

    Raises TextTooLong, ControlCharacters (line breaks too), BidiMarks, SecrecyStamp and, unless the
    person said that it is `not_secret`, SecrecyInDoubt.
    """
    line = _composed(text, limit)
    if "\n" in line:
        raise ControlCharacters
    return _checked(_SPACES.sub(" ", line).strip(), limit, not_secret)


def clean_text(text: str, limit: int, *, not_secret: bool = False) -> str:
    """`text` with its line breaks, of at most `limit` characters, composed (NFC).

    Refuses as `clean_line` does, but takes line breaks.
    """
    lines = (line.rstrip() for line in _composed(text, limit).split("\n"))
    return _checked("\n".join(lines).strip("\n"), limit, not_secret)


def _composed(text: str, limit: int) -> str:
    # First of all, so that ten megabytes cost nothing.
    if len(text) > limit * _DECOMPOSED:
        raise TextTooLong(limit=limit)
    text = _LINE_BREAKS.sub("\n", text)
    if _CONTROLS.search(text):
        raise ControlCharacters
    if _BIDI.search(text):
        raise BidiMarks
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _checked(text: str, limit: int, not_secret: bool) -> str:
    if len(text) > limit:
        raise TextTooLong(limit=limit)
    finding = judge(text.split("\n"))
    if finding.verdict is Verdict.STAMPED:
        raise SecrecyStamp(where=where(finding))
    if finding.verdict is Verdict.DOUBT and not not_secret:
        raise SecrecyInDoubt(where=where(finding))
    return text
