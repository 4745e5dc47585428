"""The text as blocks of an official paper, for Word and for print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lienket.documents.paper import (
    Article,
    Block,
    Chapter,
    Clause,
    Organ,
    Paper,
    Paragraph,
    Point,
    Section,
    Signature,
    Table,
)
from lienket.documents.reading.lines import CELLS
from lienket.regulations.text.tree import Node

_KIND = "Quy chế phối hợp"


@dataclass(frozen=True)
class Party:
    """Who signs: name, and the post and name of the person, as printed; the day, once signed."""

    name: str
    signatory_title: str = ""
    signatory: str = ""
    signed_on: date | None = None


def paper_of(
    nodes: Sequence[Node],
    *,
    title: str,
    parties: Sequence[Party],
    place: str = "…",
    code: str = "",
    on: date | None = None,
    draft: bool = False,
    decided: bool = False,
) -> Paper:
    """The regulation as a paper of all its parties; one that has no party yet leaves a blank.

    `decided`: one authority enacts it, so the paper is its decision.
    """
    subject, kind_name = title, "Quy chế"
    if decided:
        subject, kind_name = f"Ban hành {title[:1].lower()}{title[1:]}", "Quyết định"
    elif title.casefold().startswith(_KIND.casefold()):
        subject, kind_name = title[len(_KIND) :].strip(), _KIND
    return Paper(
        kind_name=kind_name,
        subject=subject[:1].upper() + subject[1:],
        organs=tuple(Organ(party.name) for party in parties) or (Organ("…"),),
        place=place,
        code=code,
        on=on,
        blocks=tuple(blocks(nodes)),
        signatures=tuple(
            Signature(
                title=party.signatory_title,
                name=party.signatory,
                party=f"Đại diện {party.name}",
                note=f"(Đã ký ngày {party.signed_on:%d/%m/%Y})" if party.signed_on else "",
            )
            for party in parties
        ),
        draft=draft,
    )


def blocks(nodes: Sequence[Node]) -> Iterator[Block]:
    """The nodes and all below them, in order."""
    for node in nodes:
        yield from _blocks(node)
        yield from blocks(node.children)


def _blocks(node: Node) -> Iterator[Block]:
    match node.level:
        case "chapter":
            yield Chapter(node.number, node.heading)
        case "section":
            yield Section(node.number, node.heading)
        case "article":
            yield Article(node.number, node.heading, node.text)
        case "clause":
            yield Clause(node.number, node.text, node.heading)
        case "point":
            yield Point(node.number, f"{node.heading} {node.text}".strip())
        case "paragraph":
            yield table_of(node.text) or Paragraph(
                f"{node.heading}\n{node.text}".strip(), italic=node.text.startswith("Căn cứ ")
            )
    if node.level in {"chapter", "section"} and node.text:
        yield Paragraph(node.text)


def table_of(text: str) -> Table | None:
    """The table that a paragraph was made from.

    A text is kept without blanks at the ends of its lines, so an empty last cell has lost its own.
    """
    rows = [tuple(f"{row.rstrip()} ".split(CELLS)) for row in text.split("\n")]
    rows = [(*others, last.rstrip()) for *others, last in rows]
    if len(rows) < 2 or {len(row) for row in rows} != {len(rows[0])} or len(rows[0]) < 2:
        return None
    return Table(rows[0], tuple(rows[1:]), centred=())
