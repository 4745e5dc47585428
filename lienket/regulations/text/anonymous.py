"""A text without the names in it: parties become "Bên A", other names what the publisher says."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from lienket.regulations.text.tree import Level, Node


def replace_names(text: str, names: Mapping[str, str]) -> str:
    """`text` with each name replaced where it stands as a word, longer ones first, in any case."""
    given = sorted((name for name in names if name.strip()), key=len, reverse=True)
    if not given:
        return text
    folded = {name.casefold(): names[name] for name in given}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, given))})(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: folded.get(found[0].casefold(), "…"), text)


def without_names(nodes: Sequence[Node], names: Mapping[str, str]) -> tuple[Node, ...]:
    """The text with each name replaced in headings and texts."""
    return tuple(
        Node(
            node.level,
            node.number,
            replace_names(node.heading, names),
            replace_names(node.text, names),
            without_names(node.children, names),
        )
        for node in nodes
    )


def without_names_in(given: Any, names: Mapping[str, str], words: Collection[str]) -> Any:
    """The same JSON with each name replaced in what stands under one of the keys `words`."""
    if isinstance(given, Mapping):
        return {
            key: replace_names(value, names)
            if key in words and isinstance(value, str)
            else without_names_in(value, names, words)
            for key, value in given.items()
        }
    if isinstance(given, Sequence) and not isinstance(given, str):
        return [without_names_in(value, names, words) for value in given]
    return given


def to_json(nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Nested nodes as JSON."""
    return [
        {
            "level": node.level,
            "number": node.number,
            "heading": node.heading,
            "text": node.text,
            "children": to_json(node.children),
        }
        for node in nodes
    ]


def from_json(nodes: Sequence[Mapping[str, Any]]) -> tuple[Node, ...]:
    """The other way round."""
    return tuple(
        Node(
            _level(node["level"]),
            node["number"],
            node["heading"],
            node["text"],
            from_json(node["children"]),
        )
        for node in nodes
    )


def _level(word: str) -> Level:
    return word  # type: ignore[return-value]  # written by `to_json`
