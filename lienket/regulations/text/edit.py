"""Changing a text node by node. Every function returns a new text and leaves the old one alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lienket.regulations.text.tree import LEVELS, Node, placed, with_children

Text = tuple[Node, ...]


@dataclass(frozen=True)
class Row:
    """A node as it is stored: its key and that of its parent ("" at the top)."""

    key: str
    parent: str
    node: Node


def planted(rows: Iterable[Row]) -> Text:
    """The text whose nodes stand in `rows`, in their order."""
    below: dict[str, list[Row]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)

    def grown(parent: str) -> Text:
        return tuple(with_children(row.node, grown(row.key)) for row in below.get(parent, []))

    return grown("")


def replaced(text: Sequence[Node], key: str, node: Node) -> Text:
    """The same text in which the node at `key` reads like `node`; what stands below it stays."""
    return _at(text, key, lambda old: (replace(node, children=old.children),))


def removed(text: Sequence[Node], key: str) -> Text:
    """The text without the node at `key` and what stands below it."""
    return _at(text, key, lambda _: ())


def inserted(text: Sequence[Node], after: str, node: Node) -> Text:
    """The text with `node` behind the one at `after`, or below it if its level is an inner one.

    Without `after` it stands at the end.
    """
    if not after:
        return (*text, node)

    def beside(old: Node) -> Text:
        if _inner(node, old):
            return (with_children(old, (node, *old.children)),)
        return (old, node)

    return _at(text, after, beside)


def moved(text: Sequence[Node], key: str, by: int) -> Text:
    """The text with the node at `key` moved by so many places among its siblings."""
    parents = {one.key: one.parent for one in placed(text)}
    siblings = [one for one, parent in parents.items() if parent == parents[key]]
    goal = min(max(siblings.index(key) + by, 0), len(siblings) - 1)
    nodes = {one.key: one.node for one in placed(text)}
    order = [one for one in siblings if one != key]
    order.insert(goal, key)
    children = tuple(nodes[one] for one in order)
    parent = parents[key]
    if not parent:
        return children
    return _at(text, parent, lambda old: (with_children(old, children),))


def _inner(node: Node, outer: Node) -> bool:
    if node.level == "paragraph" or outer.level == "paragraph":
        return False
    return LEVELS.index(node.level) > LEVELS.index(outer.level)


def _at(text: Sequence[Node], key: str, change: Callable[[Node], Text]) -> Text:
    """The text in which what `change` returns stands in place of the node at `key`."""
    keys = iter([one.key for one in placed(text)])

    def through(nodes: Sequence[Node]) -> Text:
        result: list[Node] = []
        for node in nodes:
            here = next(keys)
            children = through(node.children)
            if here == key:
                result.extend(change(node))
            else:
                result.append(with_children(node, children))
        return tuple(result)

    return through(text)
