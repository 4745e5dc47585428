"""File names that are safe on every system and still read as their owner wrote them."""

import re
import unicodedata

from lienket.documents.guard.refusals import FileNameUnusable

# What Linux, Windows and mail programs all take, with room for a number in front.
LONGEST_NAME = 200  # bytes in UTF-8
_LONGEST_EXTENSION = 10

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
# Windows keeps these names for itself, whatever the ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of `name`, composed (NFC), without path, control or direction marks.

    At most 200 bytes; what is too long loses the end of its stem, never its ending.
    Raises FileNameUnusable when nothing readable is left.
    """
    last = re.split(r"[/\\]", name[-2000:])[-1]
    shown = "".join(
        letter
        for letter in _SPACES.sub(" ", last)
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    # What stood between two spaces, or a letter and its accent, may have been invisible.
    shown = unicodedata.normalize("NFC", _SPACES.sub(" ", shown))
    tidy = _FORBIDDEN.sub("_", shown).strip(" .")
    stem, dot, extension = tidy.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        stem, dot, extension = tidy, "", ""
    ending = dot + extension.lower()
    stem = _cut(stem, LONGEST_NAME - 1 - len(ending.encode())).rstrip(" .")
    if not any(map(str.isalnum, stem)):
        raise FileNameUnusable
    return ("_" if _RESERVED.match(stem) else "") + stem + ending


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")
