"""Whether a text bears a secrecy stamp, as a paper does that holds a state secret.

A stamp is TUYỆT MẬT, TỐI MẬT or MẬT standing by itself (circular 24/2020/TT-BCA, form 02), or the
words "Độ mật:" with one of the three as value. The rules, and why:

1. A line, table cell or text box that holds only the stamp in capitals: **stamped**. Spacing,
   frames, the spelling of the letters and the old TCVN3 and VNI encodings do not matter; beside it
   may stand what stands beside stamps: an urgency, a copy number, "(Độ)".
2. "Độ mật", in any case, with one of the three as its whole value: **stamped**. With no value,
   "không" or "thường": clear. With a choice of several, or anything else short: **doubt**.
3. The stamp in small letters, with lost accents, followed by a full stop, numbered, in brackets
   beside a title, after "TÀI LIỆU" and the like: **doubt**; people write so, but not only on
   secrets.
4. Different stamps side by side are a list or a row of headings: **doubt**.
5. A lone "MẬT" may be the rest of a broken line ("… BẢO / MẬT"): **doubt** when its neighbours say
   so.
6. The marks that go with secrets (recall, term of protection, "only the named person may open",
   forms 04 and 07): **doubt**.
7. The words inside a line (bảo mật, mật khẩu, bí mật nhà nước, mật độ, "đóng dấu TỐI MẬT"): clear.
   Rules about secrets are not secrets.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise

from lienket.kernel.guard.spelling import plain, squeezed
from lienket.kernel.guard.stamps import NOTHING, Likeness, Mark, cells_of, completes, mark_of


class Verdict(StrEnum):
    """What is known about the secrecy of a text or file."""

    CLEAR = "clear"
    # Pictures cannot be read here: nothing is known.
    UNREAD = "unread"
    # A person must look.
    DOUBT = "doubt"
    STAMPED = "stamped"


class Place(StrEnum):
    """The part of a text or file where something was found."""

    NAME = "name"
    LINE = "line"
    PAGE = "page"
    BODY = "body"
    MARGIN = "margin"
    NOTE = "note"
    SLIDE = "slide"
    SHEET = "sheet"
    PICTURE = "picture"
    UNREAD = "unread"


@dataclass(frozen=True)
class Finding:
    """A verdict and where it comes from; never the words themselves.

    `number` counts lines, pages or slides from 1; 0 where nothing is counted.
    """

    verdict: Verdict = Verdict.CLEAR
    place: Place = Place.BODY
    number: int = 0


_RISING = list(Verdict)


def gravest(findings: Iterable[Finding]) -> Finding:
    """The finding to act on: the first of the worst kind; clear when there is none."""
    return max(findings, key=lambda it: _RISING.index(it.verdict), default=Finding())


def judge(
    lines: Iterable[str],
    place: Place = Place.LINE,
    number: int = 0,
    *,
    wrapped: bool = False,
) -> Finding:
    """The gravest finding in `lines`; without `number` the lines are counted.

    `wrapped`: the lines come from a page, where a long sentence goes on in the next line.
    """
    doubt = Finding()
    for before, current, after in _with_neighbours(_cells(lines)):
        verdict = _verdict(before, current, after, wrapped)
        if verdict is Verdict.STAMPED:
            return Finding(verdict, place, number or current.line)
        if verdict is Verdict.DOUBT and doubt.verdict is Verdict.CLEAR:
            doubt = Finding(verdict, place, number or current.line)
    return doubt


@dataclass(frozen=True)
class _Cell:
    line: int
    text: str = ""
    mark: Mark = NOTHING


def _verdict(before: _Cell, current: _Cell, after: _Cell, wrapped: bool) -> Verdict:
    likeness, level = current.mark
    if likeness < Likeness.DOUBTFUL:
        return Verdict.CLEAR
    if level and before.mark.likeness is Likeness.LABEL:
        return Verdict.STAMPED
    if level == "MẬT" and completes(before.text, after.text):
        one_line = current.line in (before.line, after.line)
        return Verdict.CLEAR if one_line else Verdict.DOUBT
    if (
        likeness is Likeness.DOUBTFUL
        or any(beside.mark.level not in ("", level) for beside in (before, after))
        or (wrapped and _goes_on(before.text))
    ):
        return Verdict.DOUBT
    return Verdict.STAMPED


def _goes_on(text: str) -> bool:
    """Whether a line is so long, small-lettered and open at its end that the next continues it."""
    letters = squeezed(text)
    small = sum(map(str.islower, letters))
    return len(text) >= 40 and small > len(letters) / 2 and text.rstrip()[-1:] not in ".:;!?"


def _cells(lines: Iterable[str]) -> Iterator[_Cell]:
    """Everything that stands apart, in reading order; an empty line parts too."""
    for number, line in _upright(enumerate(lines, 1)):
        if not line.strip():
            yield _Cell(number)
        for cell in cells_of(line) if line.strip() else ():
            yield _Cell(number, cell, mark_of(cell))


# The letters of the longest stamp, and a frame.
_LONGEST_COLUMN = 12


def _upright(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """`lines`, with words that are written downwards, a letter a line, put together."""
    column: list[tuple[int, str]] = []
    for number, line in chain(lines, [(0, "end")]):
        if len(line) < 40 and len(squeezed(plain(line))) == 1:
            column.append((number, line))
            if len(column) > _LONGEST_COLUMN:
                yield column.pop(0)
            continue
        if column and not line.strip():
            continue
        if len(column) > 2:
            yield column[0][0], "".join(letter for _, letter in column)
        else:
            yield from column
        column = []
        if number:
            yield number, line


def _with_neighbours(cells: Iterable[_Cell]) -> Iterator[tuple[_Cell, _Cell, _Cell]]:
    edge = _Cell(0)
    before = edge
    for current, after in pairwise(chain(cells, [edge])):
        yield before, current, after
        before = current
