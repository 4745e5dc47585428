"""Which words of a text fit what was asked, and which part of it to show."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Letters of a text that are shown around the first word that fits.
AROUND = 220
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `fits` says that it is a word that was asked for."""

    text: str
    fits: bool


def plain(text: str) -> str:
    """Without accents and capitals, letter for letter: "Bãi cháy" becomes "bai chay".

    The text must be composed (NFC). It stays as long as it was, so places in it stay the same;
    the database does likewise in `vn_plain`.
    """
    return "".join(map(_plain_letter, text))


def _plain_letter(letter: str) -> str:
    small = letter.lower()
    if small == "đ":
        return "d"
    base = unicodedata.normalize("NFD", small)[:1]
    return base if len(base) == 1 else letter


def asked_words(asked: str) -> list[str]:
    """The words of a question, plain. The last may be the beginning of a longer one."""
    return _WORD.findall(plain(unicodedata.normalize("NFC", asked)))


def marked(text: str, asked: list[str], *, around: int | None = None) -> list[Piece]:
    """A text in pieces, the words that were asked for set apart.

    With `around`, only so many letters of it, beginning shortly before the first such word.
    """
    text = unicodedata.normalize("NFC", text)
    places = list(_places(plain(text), asked))
    start, stop = 0, len(text)
    if around is not None and len(text) > around:
        start = _beginning(text, places[0][0] if places else 0, around)
        stop = min(len(text), start + around)
    pieces = [Piece("…", False)] if start else []
    reached = start
    for first, last in places:
        if first < start or last > stop:
            continue
        if first > reached:
            pieces.append(Piece(text[reached:first], False))
        pieces.append(Piece(text[first:last], True))
        reached = last
    if reached < stop:
        pieces.append(Piece(text[reached:stop], False))
    if stop < len(text):
        pieces.append(Piece("…", False))
    return pieces


def _places(text: str, asked: list[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand: whole ones, of the last asked one also its beginning."""
    whole, beginning = set(asked), asked[-1] if asked else None
    for word in _WORD.finditer(text):
        if word[0] in whole:
            yield word.span()
        elif beginning and word[0].startswith(beginning):
            yield word.start(), word.start() + len(beginning)


def _beginning(text: str, first: int, around: int) -> int:
    """Where an excerpt begins so that it shows `first` and some words before it."""
    start = max(0, min(first - around // 4, len(text) - around))
    space = text.find(" ", start, first)
    return space + 1 if start and space >= 0 else start
