"""The lines of a Word file: what it prints, with the numbers that Word counts by itself."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import IO
from zipfile import ZipFile

from lxml.etree import _Element

from lienket.documents.guard.markup import well_formed
from lienket.documents.guard.packages import open_package
from lienket.documents.guard.refusals import DamagedFile
from lienket.documents.reading.lines import CELLS, SourceLine, tidy
from lienket.documents.reading.numbering import Numbering, UnknownFormat
from lienket.documents.reading.xml import child, children, local, parse, switch, value, w

_MAIN = "word/document.xml"
# What is only wrapped around paragraphs or runs.
_WRAPS = {"sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "ins", "moveTo",
          "AlternateContent", "Choice", "dir", "bdo"}  # fmt: skip
_DELETES = {"del", "moveFrom"}
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
# How deep styles may be based on each other, tables and text boxes stand in each other.
_DEEPEST = 20


@dataclass(frozen=True)
class Style:
    """What a paragraph style says, with what it is based on."""

    list_id: str = ""
    depth: int | None = None
    bold: bool = False
    centred: bool = False


@dataclass
class _Words:
    """The words of one paragraph while its runs are gathered."""

    parts: list[tuple[str, bool]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    note_is_missing: bool = False

    @property
    def text(self) -> str:
        return tidy("".join(text for text, _ in self.parts))

    @property
    def bold(self) -> int:
        lead = ""
        for text, bold in self.parts:
            if not bold and text.strip():
                break
            lead += text
        return len(tidy(lead))


def read_docx(file: IO[bytes], size: int) -> Iterator[SourceLine]:
    """The lines of the body, in order. Raises DamagedFile and what `open_package` raises."""
    with closing(open_package(file, size)) as package, well_formed():
        body = child(_part(package, _MAIN), "body")
        if body is None:
            raise DamagedFile
        yield from _Reader(package).blocks(body)


def _part(package: ZipFile, name: str) -> _Element | None:
    if name not in package.namelist():
        return None
    with package.open(name) as stream:
        return parse(stream)


class _Reader:
    def __init__(self, package: ZipFile) -> None:
        self._numbering = Numbering(_part(package, "word/numbering.xml"))
        self._styles, self._default = _styles(_part(package, "word/styles.xml"))
        self._notes = {
            kind: _part(package, f"word/{kind}s.xml") for kind in ("footnote", "endnote")
        }
        self._tables = 0
        self._note = 0

    def blocks(self, parent: _Element, deep: int = 0) -> Iterator[SourceLine]:
        if deep > _DEEPEST:
            raise DamagedFile
        for one in parent:
            name = local(one)
            if name == "p":
                yield from self._paragraph(one, deep)
            elif name == "tbl":
                yield from self._table(one, deep)
            elif name in _WRAPS:
                yield from self.blocks(one, deep + 1)

    def _paragraph(self, paragraph: _Element, deep: int) -> Iterator[SourceLine]:
        properties = child(paragraph, "pPr")
        style = self._styles.get(value(properties, "pStyle") or self._default, Style())
        words = _Words()
        self._gather(paragraph, words, style.bold, deep)
        number, problem = self._number(properties, style)
        side = value(properties, "jc")
        line = SourceLine(
            text=words.text,
            number=number if words.text or number != "-" else "",
            bold=words.bold,
            centred=side == "center" if side else style.centred,
            deleted=tidy(" ".join(words.deleted)),
            problem="format" if problem else "note" if words.note_is_missing else "",
        )
        if line.text or line.number or line.deleted:
            yield line
        for note in words.notes:
            yield SourceLine(note, kind="note")
        for box in words.boxes:
            yield from self.blocks(box, deep + 1)

    def _number(self, properties: _Element | None, style: Style) -> tuple[str, bool]:
        list_id, depth = value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl")
        level = int(depth) if depth.isdigit() else None
        if not list_id and style.list_id:
            list_id = style.list_id
            named = value(properties, "pStyle") or self._default
            level = style.depth if level is None else level
            level = self._numbering.level_of_style(list_id, named) if level is None else level
        if not list_id or list_id == "0":
            return "", False
        try:
            return tidy(self._numbering.next(list_id, level or 0)), False
        except UnknownFormat:
            return "", True

    def _gather(self, parent: _Element, words: _Words, bold: bool, deep: int) -> None:
        if deep > _DEEPEST:
            raise DamagedFile
        for one in parent:
            name = local(one)
            if name == "r":
                said = switch(one, "rPr", "b")
                self._run(one, words, bold if said is None else said)
            elif name in _WRAPS:
                self._gather(one, words, bold, deep + 1)
            elif name in _DELETES:
                words.deleted += _deleted(one)
            elif name in {"oMath", "oMathPara"}:
                words.parts.append(("".join(map(str, one.itertext())), False))

    def _run(self, run: _Element, words: _Words, bold: bool) -> None:
        for one in run:
            match local(one):
                case "t":
                    words.parts.append((one.text or "", bold))
                case "br":
                    words.parts.append(("\n", bold))
                case "delText":
                    words.deleted.append(one.text or "")
                case "sym":
                    words.parts.append(("•", bold))
                case sign if sign in _SIGNS:
                    words.parts.append((_SIGNS[sign], bold))
                case "footnoteReference" | "endnoteReference" as name:
                    self._refer(name.removesuffix("Reference"), w(one, "id"), words)
                case "drawing" | "pict" | "object":
                    words.boxes += _boxes(one)
                case "AlternateContent":
                    # The same picture twice, for newer and older programs.
                    words.boxes += [] if len(one) == 0 else _boxes(one[0])

    def _refer(self, kind: str, number: str, words: _Words) -> None:
        notes = self._notes[kind]
        found = () if notes is None else children(notes, kind)
        note = next((one for one in found if w(one, "id") == number), None)
        self._note += 1
        words.parts.append((f" [{self._note}] ", False))
        if note is None:
            words.note_is_missing = True
            return
        words.notes.append(tidy(f"[{self._note}] {_plain(note)}").replace("\n", " "))

    def _table(self, table: _Element, deep: int) -> Iterator[SourceLine]:
        rows = [row for row in _within(table) if local(row) == "tr"]
        cells = [[cell for cell in _within(row) if local(cell) == "tc"] for row in rows]
        if all(len(row) == 1 for row in cells):
            # A frame around ordinary text.
            for (cell,) in cells:
                yield from self.blocks(cell, deep + 1)
            return
        self._tables += 1
        number = self._tables
        for row, in_row in zip(rows, cells, strict=True):
            lines = [list(self.blocks(cell, deep + 1)) for cell in in_row]
            text = CELLS.join(" ".join(map(_printed, cell)) for cell in lines)
            gone = " ".join(line.deleted for cell in lines for line in cell if line.deleted)
            line = SourceLine(text, kind="row", table=number, deleted=gone)
            if child(row, "trPr", "del") is not None:
                line = replace(line, text="", deleted=f"{text} {gone}".strip())
            if line.text.replace(CELLS.strip(), "").strip() or line.deleted:
                yield line


def _printed(line: SourceLine) -> str:
    return f"{line.number} {line.text}".strip().replace("\n", " ")


def _within(parent: _Element) -> Iterator[_Element]:
    """The children, as if nothing were wrapped around some of them."""
    for one in parent:
        if local(one) in _WRAPS:
            yield from _within(one)
        else:
            yield one


def _deleted(element: _Element) -> list[str]:
    return [one.text or "" for one in element.iter() if local(one) in {"delText", "t"}]


def _plain(element: _Element) -> str:
    paragraphs = (one for one in element.iter() if local(one) == "p")
    return " ".join(
        "".join(one.text or "" for one in paragraph.iter() if local(one) == "t")
        for paragraph in paragraphs
    )


def _boxes(element: _Element) -> list[_Element]:
    """The text boxes in a drawing, without those inside another one."""
    if local(element) == "txbxContent":
        return [element]
    return [box for one in element if local(one) != "Fallback" for box in _boxes(one)]


def _styles(root: _Element | None) -> tuple[dict[str, Style], str]:
    """The paragraph styles by their id, and which one holds where none is named."""
    every = [] if root is None else list(children(root, "style"))
    raw = {w(one, "styleId"): one for one in every}
    default = next(
        (w(one, "styleId") for one in every if w(one, "type") == "paragraph" and w(one, "default")),
        "",
    )
    return {name: _style(raw, name) for name in raw}, default


def _style(raw: dict[str, _Element], name: str, deep: int = 0) -> Style:
    one = raw.get(name)
    if one is None or deep > _DEEPEST:
        return Style()
    base = value(one, "basedOn")
    said = _style(raw, base, deep + 1) if base else Style()
    numbers = child(one, "pPr", "numPr")
    if numbers is not None:
        depth = value(numbers, "ilvl")
        said = replace(
            said,
            list_id=value(numbers, "numId") or said.list_id,
            depth=int(depth) if depth.isdigit() else None,
        )
    bold, side = switch(one, "rPr", "b"), value(one, "pPr", "jc")
    return replace(
        said,
        bold=said.bold if bold is None else bold,
        centred=side == "center" if side else said.centred,
    )
