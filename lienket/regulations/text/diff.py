"""What differs between two texts, clause by clause and word by word.

A clause is matched by its key if it still reads much the same, then by what it says wherever it
stands now: a clause that was only renumbered is not a clause that was struck and written anew.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lienket.regulations.text.tree import Node, Placed

Mark = Literal["same", "ins", "del"]
Kind = Literal["same", "moved", "changed", "added", "removed"]
#: From which share of common words two clauses count as the same one, at its place and elsewhere.
_LIKE_HERE, _LIKE_ELSEWHERE = 0.4, 0.6
#: How far apart, in clauses without a match, a likeness is looked for.
_WINDOW = 40
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r"[^.;\n]*[.;\n]+\s*|[^.;\n]+")
#: So many pairs of equal words are looked at in one comparison; a long clause that was wholly
#: rewritten has millions.
_MOST_PAIRS = 1_000_000


@dataclass(frozen=True)
class Change:
    """One clause of the new text, or one of the old text that is gone, with its words marked."""

    kind: Kind
    old: Placed | None
    new: Placed | None
    words: tuple[tuple[Mark, str], ...] = ()


@dataclass(frozen=True)
class Fold:
    """So many unchanged clauses in a row."""

    changes: tuple[Change, ...]


def compare(old: Sequence[Placed], new: Sequence[Placed]) -> list[Change]:
    """All clauses in the order of the new text; what is gone stands where it stood before."""
    pairs = _matched(old, new)
    partner = {id(after): before for before, after in pairs}
    gone = {id(before) for before in old} - {id(before) for before, _ in pairs}
    # A clause that is gone follows the one it followed in the old text.
    trailing: dict[int, list[Placed]] = defaultdict(list)
    anchor = 0
    matched_old = {id(before): id(after) for before, after in pairs}
    for one in old:
        if id(one) in gone:
            trailing[anchor].append(one)
        else:
            anchor = matched_old[id(one)]
    changes = [_removed(one) for one in trailing[0]]
    for one in new:
        changes.append(_change(partner.get(id(one)), one))
        changes.extend(_removed(other) for other in trailing[id(one)])
    return changes


def folded(changes: Iterable[Change]) -> list[Change | Fold]:
    """The changes with runs of unchanged clauses put away."""
    result: list[Change | Fold] = []
    run: list[Change] = []
    for change in changes:
        if change.kind == "same":
            run.append(change)
            continue
        if run:
            result.append(Fold(tuple(run)))
            run = []
        result.append(change)
    if run:
        result.append(Fold(tuple(run)))
    return result


def marked(old: str, new: str) -> tuple[tuple[Mark, str], ...]:
    """The words of both, in order: kept, struck and new ones.

    What is too long for that is compared by sentences first, and word by word within those that
    differ; what is too long even then is shown as wholly rewritten.
    """
    return tuple(_marked(old, new, (_WORDS, _SENTENCES)))


def _marked(old: str, new: str, cuts: Sequence[re.Pattern[str]]) -> Iterator[tuple[Mark, str]]:
    """Compared by the first of `cuts` that is not too much work, then closer where it can be."""
    for at, cut in enumerate(cuts):
        before, after = cut.findall(old), cut.findall(new)
        if _pairs(before, after) > _MOST_PAIRS:
            continue
        for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            struck, put_in = "".join(before[i:j]), "".join(after[k:m])
            if tag == "equal":
                yield "same", struck
            elif tag == "replace" and at > 0:
                yield from _marked(struck, put_in, cuts[:at])
            else:
                yield from _rewritten(struck, put_in)
        return
    yield from _rewritten(old, new)


def _rewritten(old: str, new: str) -> Iterator[tuple[Mark, str]]:
    if old:
        yield "del", old
    if new:
        yield "ins", new


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pairs of equal pieces there are: what a comparison has to look at."""
    many = Counter(after)
    return sum(count * many[piece] for piece, count in Counter(before).items())


def words_of(node: Node) -> str:
    """Heading and text as one."""
    return f"{node.heading}\n{node.text}".strip()


def _matched(old: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    left, right = list(old), list(new)
    pairs: list[tuple[Placed, Placed]] = []

    def take(found: list[tuple[Placed, Placed]]) -> None:
        pairs.extend(found)
        taken = {id(one) for pair in found for one in pair}
        left[:] = [one for one in left if id(one) not in taken]
        right[:] = [one for one in right if id(one) not in taken]

    take(_same_place(left, right, 1.0))
    take(_same_words(left, right))
    take(_same_place(left, right, _LIKE_HERE))
    take(_alike(left, right))
    return pairs


def _same_place(
    old: Sequence[Placed], new: Sequence[Placed], least: float
) -> list[tuple[Placed, Placed]]:
    places = {one.key: one for one in old}
    return [
        (places[one.key], one)
        for one in new
        if one.key in places and _likeness(places[one.key].node, one.node) >= least
    ]


def _same_words(old: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    said: dict[tuple[str, str], deque[Placed]] = defaultdict(deque)
    for one in old:
        said[one.node.level, words_of(one.node)].append(one)
    found = []
    for one in new:
        waiting = said.get((one.node.level, words_of(one.node)))
        if waiting and words_of(one.node):
            found.append((waiting.popleft(), one))
    return found


def _alike(old: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    found: list[tuple[Placed, Placed]] = []
    taken: set[int] = set()
    for place, one in enumerate(new):
        near = range(max(place - _WINDOW, 0), min(place + _WINDOW, len(old)))
        best = max(
            ((_likeness(old[at].node, one.node), -at) for at in near if at not in taken),
            default=(0.0, 0),
        )
        if best[0] >= _LIKE_ELSEWHERE:
            taken.add(-best[1])
            found.append((old[-best[1]], one))
    return found


def _likeness(old: Node, new: Node) -> float:
    """The share of words in common, by their number; 0 for different levels."""
    if old.level != new.level:
        return 0.0
    before, after = words_of(old), words_of(new)
    if before == after:
        return 1.0
    if old.heading and old.heading == new.heading:
        return 0.9
    words = before.split(), after.split()
    matcher = SequenceMatcher(None, *words, autojunk=False)
    rough = matcher.quick_ratio()
    if rough < _LIKE_HERE:
        return 0.0
    # Of very long ones the words count, and not their order.
    return matcher.ratio() if _pairs(*words) <= _MOST_PAIRS else rough


def _change(old: Placed | None, new: Placed) -> Change:
    if old is None:
        return Change("added", None, new, (("ins", words_of(new.node)),))
    before, after = words_of(old.node), words_of(new.node)
    if before != after:
        return Change("changed", old, new, marked(before, after))
    kind: Kind = "same" if old.key == new.key else "moved"
    return Change(kind, old, new, (("same", after),))


def _removed(old: Placed) -> Change:
    return Change("removed", old, None, (("del", words_of(old.node)),))
