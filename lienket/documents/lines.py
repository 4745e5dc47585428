"""A paper as the lines that are printed, the same for every renderer.

Here are the decree's habits of writing: capitals, "Số: …", "ngày 05 tháng 02", ";" and "./.".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import TypeVar

from lienket.documents import paper as written
from lienket.documents.paper import Block, Paper, Signature
from lienket.documents.profile import Style

# What neither XML nor a printer can take; tabs and line ends are told apart before.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ENDS = " .;,"
_FULL_STOP = "./."
# Word takes no longer descriptions of a file.
_DESCRIBED = 255
# Letters: a column is as wide as its longest text, within these limits.
_NARROWEST, _WIDEST = 5, 30
#: At most so many sign side by side.
ABREAST = 3
Value = TypeVar("Value")


@dataclass(frozen=True)
class Line:
    """Words in one style; `lead` stands before `text` in bold."""

    style: Style
    text: str
    lead: str = ""
    strong: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; the shares of its columns make 1."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    centred: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """A run of pages numbered from 1: the paper itself, then each annex."""

    items: tuple[Line | Grid, ...]


@dataclass(frozen=True)
class Signer:
    """What stands above and below the hand of one who signs."""

    heads: tuple[str, ...]
    note: str
    name: str


@dataclass(frozen=True)
class Sheet:
    """Everything that is printed; `title` and `author` describe the file."""

    title: str
    author: str
    parent: str
    organs: tuple[str, ...]
    code: str
    place: str
    matter: str
    urgency: str
    marks: tuple[str, ...]
    kind: str
    subject: str
    body: Part
    # Rows of signers side by side.
    signers: tuple[tuple[Signer, ...], ...]
    recipients: tuple[str, ...]
    annexes: tuple[Part, ...]


def lines_of(paper: Paper) -> Sheet:
    """The paper as it is printed."""
    paper = legible(paper)
    first, *others = paper.organs
    body, *annexes = _parts(paper)
    return Sheet(
        title=f"{paper.kind_name} {paper.subject}".strip()[:_DESCRIBED],
        author=", ".join(organ.name for organ in paper.organs)[:_DESCRIBED],
        parent="" if others else first.parent.upper(),
        organs=tuple(organ.name.upper() for organ in paper.organs),
        code=f"Số: {paper.code}",
        place=f"{paper.place}, {day_of(paper.on)}",
        matter="" if paper.kind_name else f"V/v {paper.subject}",
        urgency=paper.urgency or "",
        marks=("DIỄN TẬP",) * paper.exercise + ("DỰ THẢO",) * paper.draft,
        kind=paper.kind_name.upper(),
        subject=paper.subject if paper.kind_name else "",
        body=body,
        signers=_abreast([_signer(signature) for signature in paper.signatures]),
        recipients=_listed(paper.recipients),
        annexes=tuple(annexes),
    )


def day_of(on: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026": the day and the first two months have two figures."""
    if on is None:
        return "ngày … tháng … năm …"
    month = f"{on.month:02}" if on.month <= 2 else f"{on.month}"
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def legible(value: Value) -> Value:
    """The same without characters that cannot be printed, in all the texts it holds."""
    if isinstance(value, str):
        text = _UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\t", " "))
        return type(value)(text)
    if isinstance(value, tuple):
        return type(value)(map(legible, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: legible(getattr(value, f.name)) for f in fields(value)})
    return value


def _parts(paper: Paper) -> Iterator[Part]:
    """The blocks up to the first annex, then annex by annex."""
    items: list[Line | Grid] = [*_addressees(paper.addressees), *_bases(paper.bases)]
    for block in paper.blocks:
        if isinstance(block, written.Annex):
            yield Part(_ended(items))
            items = []
        items.extend(_items(block))
    yield Part(_ended(items))


def _items(block: Block) -> Iterator[Line | Grid]:
    match block:
        case written.Chapter(number, title):
            yield Line(Style.CHAPTER, f"Chương {number}")
            yield Line(Style.CHAPTER_TITLE, title.upper())
        case written.Section(number, title):
            yield Line(Style.CHAPTER, f"Mục {number}")
            yield Line(Style.CHAPTER_TITLE, title.upper())
        case written.Heading(number, title):
            yield Line(Style.HEADING, f"{number}. {title}")
        case written.Article(number, title, text):
            yield from _led(Style.ARTICLE, f"Điều {number}. {title}".rstrip(), text)
        case written.Clause(number, text, ""):
            yield from _led(Style.BODY, "", f"{number}. {text}")
        case written.Clause(number, text, title):
            yield from _led(Style.BODY, f"{number}. {title}", text)
        case written.Point(letter, text):
            yield from _led(Style.BODY, "", f"{letter}) {text}")
        case written.Paragraph(text, strong, italic, centred):
            style = Style.CENTRED if centred else Style.BODY
            for line in _lines(text):
                yield Line(style, line, strong=strong, italic=italic)
        case written.Bullets(items):
            yield from (Line(Style.BODY, f"- {item}") for item in items)
        case written.Table():
            yield from _table(block)
        case written.Annex(name, title, note):
            yield Line(Style.ANNEX, name)
            if title:
                yield Line(Style.ANNEX_TITLE, title.upper())
            if note:
                yield Line(Style.ANNEX_NOTE, f"({note.strip('()')})")


def _led(style: Style, lead: str, text: str) -> Iterator[Line]:
    """A line with its lead; further lines of the text follow as plain ones."""
    first, *others = _lines(text) or [""]
    yield Line(style, first, lead)
    yield from (Line(Style.BODY, line) for line in others)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _table(table: written.Table) -> Iterator[Line | Grid]:
    if table.caption:
        yield Line(Style.CAPTION, table.caption)
    columns = len(table.header)
    # Every row as long as the header, whatever it was given.
    rows = tuple((*row, *[""] * columns)[:columns] for row in table.rows)
    widths = table.widths or [
        min(max(*map(len, column), _NARROWEST), _WIDEST)
        for column in zip(table.header, *rows, strict=True)
    ]
    shares = tuple(width / sum(widths) for width in widths)
    yield Grid(table.header, rows, shares, table.centred)


def _addressees(names: Sequence[str]) -> list[Line]:
    match _listed(names):
        case []:
            return []
        case [only]:
            return [Line(Style.ADDRESSEE, f"Kính gửi: {only.removeprefix('- ').rstrip(_ENDS)}")]
        case listed:
            return [Line(Style.ADDRESSEE, line) for line in ("Kính gửi:", *listed)]


def _bases(texts: Sequence[str]) -> list[Line]:
    """Each ends with ";", the last with "."."""
    return [
        Line(Style.BASIS, text.rstrip(_ENDS) + (";" if number < len(texts) else "."))
        for number, text in enumerate(texts, 1)
    ]


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    """As in "Nơi nhận": dashes, ";" and a last "."."""
    last = len(names) - 1
    return tuple(
        f"- {name.rstrip(_ENDS)}{'.' if place == last else ';'}" for place, name in enumerate(names)
    )


def _ended(items: list[Line | Grid]) -> tuple[Line | Grid, ...]:
    """The same with "./." after the last words; a table has no end to put it at."""
    match items:
        case [*before, Line(Style.BODY | Style.ARTICLE) as line] if line.text:
            text = line.text.removesuffix(_FULL_STOP).rstrip(_ENDS) + _FULL_STOP
            return (*before, replace(line, text=text))
    return tuple(items)


def _signer(signature: Signature) -> Signer:
    heads = [signature.party, *_lines(signature.authority), signature.title]
    return Signer(tuple(head.upper() for head in heads if head), signature.note, signature.name)


def _abreast(signers: list[Signer]) -> tuple[tuple[Signer, ...], ...]:
    """Rows of signers; four stand two by two."""
    in_row = 2 if len(signers) == 4 else ABREAST
    return tuple(tuple(signers[at : at + in_row]) for at in range(0, len(signers), in_row))
