"""From the lines of a file to the tree: nothing is lost, and every doubt is told.

What stands before the text (letterhead, name of the paper) and behind it (recipients, signatures)
is kept apart; all other words are in the tree, in their order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lienket.documents.reading.lines import SourceLine
from lienket.regulations.text.tree import LETTERS, LEVELS, Level, Node

What = Literal[
    "skipped", "repeated", "order", "letter", "inside", "double",
    "deleted", "note", "table", "format", "part", "long",
]  # fmt: skip

#: What a heading, a number and a text may be at most, in characters.
LONGEST_HEADING, LONGEST_NUMBER, LONGEST_TEXT = 500, 12, 20_000
_WORDS = {"chapter": "Chương", "section": "Mục", "article": "Điều"}
_RANK = {level: rank for rank, level in enumerate(LEVELS)}

_PART = re.compile(r"PHẦN\s+(?:THỨ\s+\w+|[IVXLC]+|\d+)\b", re.IGNORECASE)
_CHAPTER = re.compile(
    r"CHƯƠNG\s+(?P<number>[IVXLCDM]+|\d+)(?P<mark>\s*[.:–-])?(?:\s+(?P<rest>.*)|$)", re.I | re.S
)
_SECTION = re.compile(
    r"MỤC\s+(?P<number>[IVXLCDM]+|\d+|[A-Z])(?P<mark>\s*[.:–-])?(?:\s+(?P<rest>.*)|$)", re.I | re.S
)
_ARTICLE = re.compile(
    r"(?:Điều|ĐIỀU)\s+(?P<number>\d{1,4}[a-zđ]?)(?P<mark>\s*[.:])?(?:\s*(?P<rest>.*)|$)", re.S
)
_CLAUSE = re.compile(r"(?P<number>\d{1,3}[a-zđ]?)\s?(?P<mark>[.)])(?!\d)\s*(?P<rest>.*)", re.S)
_POINT = re.compile(r"\(?(?P<number>[a-zđ]\d?)\s?(?P<mark>[)/])\s*(?P<rest>.*)", re.S)
_AUTOMATIC_POINT = re.compile(r"(?P<number>[a-zđ])\.\s*(?P<rest>.*)", re.S)
_SUBNUMBER = re.compile(r"\d+(?:\.\d+)+[.)]?(?:\s|$)")
_MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc", re.IGNORECASE)
_KIND = re.compile(r"(?:QUY CHẾ|QUY ĐỊNH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|THỎA THUẬN|KẾ HOẠCH)\b")
_FOOT = re.compile(
    r"(?:ĐẠI DIỆN|NƠI NHẬN\b|TM\.|KT\.|TL\.|TUQ\.|Q\.|GIÁM ĐỐC|CHỦ TỊCH|TỔNG GIÁM ĐỐC)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# The letterhead begins in the first lines; with two dozen organs the name of the paper comes late.
# A name of a paper, and a heading, have at most so many lines.
_HEAD_WITHIN, _LONGEST_HEAD, _NAME_LINES, _HEADING_LINES = 15, 80, 8, 3


@dataclass(frozen=True)
class Correction:
    """What a person says of one line: its level, number, and text without the number."""

    level: Level
    number: str
    text: str


@dataclass(frozen=True)
class Doubt:
    """Something to look at: `line` counts from 0; `text` is the number or the words meant."""

    line: int
    what: What
    text: str

    @property
    def key(self) -> str:
        """The same doubt is still called so when the lines are read again."""
        return f"{self.line}.{self.what}"


@dataclass(frozen=True)
class Reading:
    """The text, what stands around it, and what is in doubt; `lines` says where nodes begin."""

    head: tuple[SourceLine, ...]
    nodes: tuple[Node, ...]
    foot: tuple[SourceLine, ...]
    doubts: tuple[Doubt, ...]
    # The line of each node, in the order of the text.
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Unit:
    """What a line begins."""

    level: Level
    number: str = ""
    rest: str = ""


@dataclass
class _Open:
    """A node that may still get children."""

    level: Level
    number: str = ""
    heading: str = ""
    text: str = ""
    children: list["_Open"] = field(default_factory=list)

    def closed(self) -> Node:
        children = tuple(child.closed() for child in self.children)
        return Node(self.level, self.number, self.heading, self.text, children)


def read_text(
    lines: Sequence[SourceLine], corrections: Mapping[int, Correction] | None = None
) -> Reading:
    """The tree of `lines`, as people have corrected it."""
    corrections = corrections or {}
    begins = _begin_of_text(lines, corrections)
    ends = _end_of_text(lines, begins, corrections)
    reader = _Reader(lines, corrections)
    reader.read(begins, ends)
    return Reading(
        tuple(lines[:begins]),
        tuple(node.closed() for node in reader.top),
        tuple(lines[ends:]),
        tuple(reader.doubts),
        tuple(reader.places),
    )


def printed_line(line: SourceLine) -> str:
    """A line with the number that Word counted for it."""
    return f"{line.number} {line.text}".strip()


def words_of_lines(lines: Sequence[SourceLine]) -> list[str]:
    """All words of some lines, small; tests compare them with those of the tree."""
    return [word for line in lines for word in _words(printed_line(line))]


def words_of_text(nodes: Sequence[Node]) -> list[str]:
    """All words that a tree prints, small."""
    found = []
    for node in nodes:
        parts = (_WORDS.get(node.level, ""), node.number, node.heading, node.text)
        found += _words(" ".join(parts))
        found += words_of_text(node.children)
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def unit_of(line: SourceLine) -> Unit:
    """What a line begins; a paragraph if no unit."""
    whole = printed_line(line)
    if line.kind != "text":
        return Unit("paragraph", "", whole)
    standing = line.centred or line.bold >= len(line.text) > 0 or bool(line.number)
    for level, pattern in (("chapter", _CHAPTER), ("section", _SECTION), ("article", _ARTICLE)):
        if found := pattern.match(whole):
            rest = (found["rest"] or "").strip()
            # "Điều 5 của Luật này" goes on; "Điều 5. Phạm vi" begins.
            bold = line.bold >= len(whole) - len(rest) > 0
            if found["mark"] or not rest or standing or bold or rest.isupper():
                return _fitting(Unit(level, found["number"], rest), whole)  # type: ignore[arg-type]
    if _SUBNUMBER.match(whole):
        return Unit("paragraph", "", whole)
    patterns: list[tuple[Level, re.Pattern[str]]] = [("clause", _CLAUSE), ("point", _POINT)]
    if line.number:
        patterns.append(("point", _AUTOMATIC_POINT))
    for level, pattern in patterns:
        if found := pattern.match(whole):
            return _fitting(Unit(level, found["number"], found["rest"].strip()), whole)
    return Unit("paragraph", "", whole)


def _fitting(unit: Unit, whole: str) -> Unit:
    return unit if len(unit.number) <= LONGEST_NUMBER else Unit("paragraph", "", whole)


def ordinal(level: Level, number: str) -> int | None:
    """The place of a number in its row, from 1; None for what has none ("w")."""
    if level == "point":
        return LETTERS.index(number[0]) + 1 if number[:1] and number[0] in LETTERS else None
    if figures := re.match(r"\d+", number):
        return int(figures[0])
    values = [_ROMAN.get(letter.upper(), 0) for letter in number]
    if not values or 0 in values:
        return None
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


class _Reader:
    """Goes through the lines once; `_open` are the nodes around the current place."""

    def __init__(self, lines: Sequence[SourceLine], corrections: Mapping[int, Correction]) -> None:
        self._lines = lines
        self._corrections = corrections
        self._open: list[_Open] = []
        self._last: dict[Level, str] = {}
        # The numbers that stood so far, on each level below the same parent.
        self._stood: dict[Level, set[str]] = {}
        self.top: list[_Open] = []
        self.places: list[int] = []
        self.doubts: list[Doubt] = []

    def read(self, at: int, ends: int) -> None:
        while at < ends:
            line = self._lines[at]
            if line.deleted:
                self._doubt(at, "deleted", line.deleted)
            if line.kind == "row":
                at = self._read_table(at, ends)
            elif line.text or line.number or at in self._corrections:
                at = self._read_line(at, ends)
            else:
                at += 1
        self._finish()

    def _read_line(self, at: int, ends: int) -> int:
        line = self._lines[at]
        if correction := self._corrections.get(at):
            unit = Unit(correction.level, correction.number, correction.text)
        else:
            unit = unit_of(line)
            self._look_at(at, line, unit)
        if unit.level == "paragraph":
            self._add_paragraph(at, unit.rest)
            return at + 1
        node = _Open(unit.level, unit.number)
        self._check_order(at, unit)
        self._place(at, node)
        following = at + 1
        if unit.level in {"chapter", "section"}:
            node.heading, following = self._heading(unit.rest, following, ends)
        else:
            node.heading, node.text = _split(line, unit, corrected=at in self._corrections)
        if len(node.heading) > LONGEST_HEADING:
            node.heading, node.text = "", f"{node.heading}\n{node.text}".strip()
        self._divide(at, node)
        return following

    def _look_at(self, at: int, line: SourceLine, unit: Unit) -> None:
        if line.problem:
            self._doubt(at, line.problem, line.text)
        if unit.level == "paragraph" and line.kind == "text":
            if _PART.match(unit.rest):
                self._doubt(at, "part", unit.rest)
            elif _SUBNUMBER.match(unit.rest):
                self._doubt(at, "format", unit.rest.split()[0])
        elif line.number and unit_of(SourceLine(line.text)).level != "paragraph":
            self._doubt(at, "double", f"{line.number} {line.text}")

    def _heading(self, rest: str, at: int, ends: int) -> tuple[str, int]:
        """The heading, on the same line or on the next ones, and where the text goes on."""
        if rest:
            return " ".join(rest.split("\n")), at
        parts: list[str] = []
        while at < ends and len(parts) < _HEADING_LINES and self._is_heading(at, parts):
            parts.append(self._lines[at].text.replace("\n", " "))
            at += 1
        return " ".join(parts), at

    def _is_heading(self, at: int, parts: list[str]) -> bool:
        line = self._lines[at]
        if at in self._corrections or line.kind != "text" or line.number or line.deleted:
            return False
        if line.problem or unit_of(line).level != "paragraph" or _PART.match(line.text):
            return False
        if parts:
            return line.centred and line.text.isupper() and parts[-1].isupper()
        return bool(line.text) and (
            line.centred or line.text.isupper() or line.bold >= len(line.text)
        )

    def _read_table(self, at: int, ends: int) -> int:
        """All rows of a table make one paragraph."""
        first = at
        rows: list[str] = []
        table = self._lines[at].table
        while at < ends and self._lines[at].kind == "row" and self._lines[at].table == table:
            if at in self._corrections:
                if rows:
                    break
                return self._read_line(at, ends)
            if at > first and self._lines[at].deleted:
                self._doubt(at, "deleted", self._lines[at].deleted)
            # As texts are kept: an empty last cell leaves no blank behind.
            rows.append(self._lines[at].text.rstrip())
            at += 1
        if text := "\n".join(row for row in rows if row):
            self._doubt(first, "table", rows[0])
            self._add_paragraph(first, text)
        return at

    def _add_paragraph(self, at: int, text: str) -> None:
        node = _Open("paragraph", text=text)
        self._put(at, node)
        self._divide(at, node)

    def _divide(self, at: int, node: _Open) -> None:
        """What is too long for one clause goes on in paragraphs below it."""
        if len(node.text) <= LONGEST_TEXT:
            return
        self._doubt(at, "long", node.text[:80])
        rest = node.text
        cut = max(rest.rfind(" ", 1, LONGEST_TEXT), rest.rfind("\n", 1, LONGEST_TEXT))
        cut = cut if cut > 0 else LONGEST_TEXT
        node.text, rest = rest[:cut].rstrip(), rest[cut:].lstrip()
        self._add_paragraph(at, rest)

    def _place(self, at: int, node: _Open) -> None:
        rank = _RANK[node.level]
        while self._open and _RANK[self._open[-1].level] >= rank:
            self._open.pop()
        self._put(at, node)
        self._open.append(node)

    def _put(self, at: int, node: _Open) -> None:
        (self._open[-1].children if self._open else self.top).append(node)
        self.places.append(at)

    def _check_order(self, at: int, unit: Unit) -> None:
        level = unit.level
        place, before = ordinal(level, unit.number), self._last.get(level)
        last = ordinal(level, before) if before else 0
        if place is None:
            self._doubt(at, "letter" if level == "point" else "format", unit.number)
        elif last is not None and (
            place < last or (place == last and len(unit.number) == 1) or unit.number == before
        ):
            stood = unit.number.lower() in self._stood.get(level, ())
            self._doubt(at, "repeated" if stood else "order", unit.number)
        elif last is not None and place > last + 1:
            self._doubt(at, "skipped", unit.number)
        if level == "article" and self._open and self._open[-1].level in {"clause", "point"}:
            words = self._last_words(self._open[-1])
            if words.endswith(":"):
                self._doubt(at, "inside", unit.number)
        self._last[level] = unit.number if place is not None else self._after(before)
        self._stood.setdefault(level, set()).add(unit.number.lower())
        for inner in LEVELS[_RANK[level] + 1 :]:
            # Articles are counted through the whole text.
            if inner != "article":
                self._last.pop(inner, None)
                self._stood.pop(inner, None)

    def _after(self, before: str | None) -> str:
        return before or ""

    def _last_words(self, node: _Open) -> str:
        return self._last_words(node.children[-1]) if node.children else node.text or node.heading

    def _doubt(self, at: int, what: What, text: str) -> None:
        self.doubts.append(Doubt(at, what, text[:200]))

    def _finish(self) -> None:
        """Papers end with "./."; the text itself with a full stop."""
        node = self.top[-1] if self.top else None
        while node and node.children:
            node = node.children[-1]
        if node and node.text.endswith("./."):
            node.text = node.text[:-2]


def _split(line: SourceLine, unit: Unit, *, corrected: bool) -> tuple[str, str]:
    """Heading and text of an article, clause or point."""
    rest = unit.rest
    if corrected:
        return (rest, "") if unit.level == "article" else ("", rest)
    whole = printed_line(line)
    # Bold characters of the rest: what is bold before it is the number.
    bold = line.bold + (len(whole) - len(line.text)) - (len(whole) - len(rest))
    if unit.level == "point":
        return "", rest
    if re.match(r"\w\w", rest[max(bold - 1, 0) :]):
        # Bold type that ends within a word divides nothing.
        bold = 0
    if line.bold and bold > 0:
        return rest[:bold].strip().replace("\n", " "), rest[bold:].strip()
    if unit.level == "clause" or line.bold:
        return "", rest
    # Without bold type: a heading does not end like a sentence.
    is_heading = rest and not rest.endswith((".", ";", ":")) and "\n" not in rest
    return (rest, "") if is_heading and len(rest) <= LONGEST_HEADING else ("", rest)


def _begin_of_text(lines: Sequence[SourceLine], corrections: Mapping[int, Correction]) -> int:
    """Behind the letterhead and the name of the paper, if there are any."""
    first = lines[:_HEAD_WITHIN]
    motto = next((at for at, line in enumerate(first) if _MOTTO.search(line.text)), None)
    if motto is None:
        return 0
    ends = motto + 1
    for at in range(ends, min(len(lines), motto + _LONGEST_HEAD)):
        if unit_of(lines[at]).level != "paragraph":
            break
        if _KIND.match(lines[at].text) and lines[at].text.isupper():
            ends = _end_of_name(lines, at + 1)
            break
        if lines[at].kind == "row" and lines[at].table == lines[motto].table:
            ends = at + 1
    return min([ends, *(at for at in corrections if at < ends)])


def _end_of_name(lines: Sequence[SourceLine], at: int) -> int:
    first = at
    while at < min(len(lines), first + _NAME_LINES):
        line = lines[at]
        if line.text.startswith("Căn cứ"):
            break
        is_name = (
            at == first
            or line.centred
            or line.bold >= len(line.text) > 0
            or line.text.startswith("(")
        )
        if line.kind != "text" or unit_of(line).level != "paragraph" or not is_name:
            break
        at += 1
    return at


def _end_of_text(
    lines: Sequence[SourceLine], begins: int, corrections: Mapping[int, Correction]
) -> int:
    """Before the recipients and signatures, if there are any behind the last number."""
    at = len(lines)
    for back in range(len(lines) - 1, begins - 1, -1):
        line = lines[back]
        if back in corrections or (line.kind == "text" and _is_numbered(line)):
            break
        if _is_foot(line):
            at = back
    if at < len(lines) and lines[at].kind == "row":
        while at - 1 >= begins and lines[at - 1].table == lines[at].table:
            at -= 1
    return at


def _is_numbered(line: SourceLine) -> bool:
    return unit_of(line).level != "paragraph"


def _is_foot(line: SourceLine) -> bool:
    if line.text.startswith("Nơi nhận:"):
        return True
    cells: Iterator[str] = (cell.strip() for cell in line.text.split(" | "))
    return any(bool(_FOOT.match(cell)) and cell.isupper() for cell in cells)
