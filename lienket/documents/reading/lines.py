"""What is read: the lines of a file in order."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

_SPACES = re.compile(r"[^\S\n]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\ufeff]")
#: Between the cells of a row.
CELLS = " | "

Kind = Literal["text", "row", "note"]
Problem = Literal["", "format", "note"]


@dataclass(frozen=True)
class SourceLine:
    """One paragraph, row of a table or note of a file."""

    text: str
    # What Word counted by itself, as it prints it: "Điều 4."; empty if nothing.
    number: str = ""
    kind: Kind = "text"
    # So many characters at the beginning of `text` are bold.
    bold: int = 0
    centred: bool = False
    # Words that a tracked change takes out; `text` is without them.
    deleted: str = ""
    # The table a row belongs to, counted from 1.
    table: int = 0
    # From 1; 0 where the file has no fixed pages.
    page: int = 0
    # "format": its automatic number has a format unknown here; "note": a note is missing.
    problem: Problem = ""


@dataclass(frozen=True)
class Printed:
    """One printed line of a page: how many blanks stand before it, and whether a gap does."""

    text: str
    page: int
    indent: int
    gap: bool


def tidy(text: str) -> str:
    """Composed (NFC), with single spaces; line breaks stay."""
    text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
