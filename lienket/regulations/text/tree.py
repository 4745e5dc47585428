"""The nodes of a text, their numbers in the Vietnamese manner, and their keys.

Chương › Mục › Điều › khoản › điểm; points count in the Vietnamese alphabet (a b c d đ e g h i k …).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Level = Literal["chapter", "section", "article", "clause", "point", "paragraph"]
#: From the outermost in. A paragraph has no number and may stand under any of them.
LEVELS: tuple[Level, ...] = ("chapter", "section", "article", "clause", "point")
#: Letters of points, in order: no f, j, w or z; đ follows d.
LETTERS = "abcdđeghiklmnopqrstuvxy"
#: What a level is called in keys: "c2.m1" is section 1 of chapter II, "d4.k2.a" a point.
_MARKS = {"chapter": "c", "section": "m", "article": "d", "clause": "k", "point": ""}


@dataclass(frozen=True)
class Node:
    """One node: printed are its level's word, `number`, `heading` and `text`, then its children.

    `number` is as printed without the word: "IV", "4", "2", "đ"; empty for a paragraph.
    """

    level: Level
    number: str = ""
    heading: str = ""
    text: str = ""
    children: tuple["Node", ...] = field(default=())


@dataclass(frozen=True)
class Placed:
    """A node with its key, unique in the text, and the key of its parent ("" at the top)."""

    key: str
    parent: str
    node: Node


def placed(nodes: Sequence[Node]) -> Iterator[Placed]:
    """All nodes in the order of the text, with their keys.

    Articles are numbered through the whole text, so their keys begin with the article: chapters
    can be rearranged without changing what is cited. A repeated number takes "~2", "~3".
    """
    yield from _placed(nodes, "", "", {})


def _placed(
    nodes: Sequence[Node], parent: str, stem: str, taken: dict[str, int]
) -> Iterator[Placed]:
    for node in nodes:
        mark = "p" if node.level == "paragraph" else _MARKS[node.level] + node.number.lower()
        key = mark if node.level in {"chapter", "article"} or not stem else f"{stem}.{mark}"
        taken[key] = taken.get(key, 0) + 1
        if taken[key] > 1 or node.level == "paragraph":
            key = f"{key}~{taken[key]}"
        yield Placed(key, parent, node)
        yield from _placed(node.children, key, key, taken)


def citation(key: str) -> str:
    """How offices cite a key: "d4.k2.a" → "điểm a khoản 2 Điều 4"."""
    words = []
    for part in key.split("."):
        name = part.split("~")[0]
        if name[:1] == "d" and name[1:2].isdigit():
            words.append(f"Điều {name[1:]}")
        elif name[:1] == "k" and name[1:2].isdigit():
            words.append(f"khoản {name[1:]}")
        elif name[:1] == "c" and len(name) > 1:
            words.append(f"Chương {name[1:].upper()}")
        elif name[:1] == "m" and name[1:2].isdigit():
            words.append(f"Mục {name[1:]}")
        elif name != "p":
            words.append(f"điểm {name}")
    return " ".join(reversed(words))


def with_children(node: Node, children: Sequence[Node]) -> Node:
    """The same node with other children."""
    return replace(node, children=tuple(children))
