"""The numbers that Word counts by itself: lists, their levels, and where they begin again."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from lienket.documents.reading.xml import child, children, local, value, w

_PLACES = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


class UnknownFormat(Exception):
    """A way of counting that is not known here."""


@dataclass(frozen=True)
class Level:
    """One level of a list: `text` is "Điều %1.", `restart` the level that restarts it (from 1)."""

    start: int = 1
    style: str = ""
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class List:
    """A list as a paragraph names it; those with the same `counted` share their counting."""

    counted: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts paragraph by paragraph, in the order of the text."""

    def __init__(self, root: _Element | None) -> None:
        self._lists = _lists(root) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style; 0 if none says so."""
        found = self._lists.get(list_id)
        levels = found.levels.items() if found else ()
        return next((number for number, level in levels if level.style == style), 0)

    def next(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph in a list. Raises UnknownFormat; it is counted then."""
        found = self._lists.get(list_id)
        if found is None or depth not in found.levels:
            return ""
        counts = self._counts.setdefault(found.counted, {})
        self._count(found, list_id, depth, counts)
        level = found.levels[depth]
        if level.format == "bullet":
            return "-"
        if level.format == "none":
            return _PLACES.sub("", level.text).strip()

        def one(place: re.Match[str]) -> str:
            above = int(place[1]) - 1
            at = found.levels.get(above, Level())
            number = counts.get(above, found.starts.get(above, at.start))
            return _written(number, "decimal" if level.legal and above != depth else at.format)

        return _PLACES.sub(one, level.text).strip()

    def _count(self, found: List, list_id: str, depth: int, counts: dict[int, int]) -> None:
        level = found.levels[depth]
        first = (list_id, depth) not in self._begun
        self._begun.add((list_id, depth))
        if depth not in counts or (first and depth in found.starts):
            counts[depth] = found.starts.get(depth, level.start)
        else:
            counts[depth] += 1
        for deeper in [other for other in counts if other > depth]:
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or (restart and depth < restart):
                del counts[deeper]


def _lists(root: _Element) -> dict[str, List]:
    abstract = {w(one, "abstractNumId"): one for one in children(root, "abstractNum")}
    named = {value(one, "styleLink"): number for number, one in abstract.items()}
    found = {}
    for one in children(root, "num"):
        number = value(one, "abstractNumId")
        # A list by way of a list style stands where that style is defined.
        link = value(abstract[number], "numStyleLink") if number in abstract else ""
        number = named.get(link, number) if link else number
        made = List(number, _levels(abstract.get(number)))
        for override in children(one, "lvlOverride"):
            made.levels |= _levels(override)
            if start := value(override, "startOverride"):
                made.starts[_int(w(override, "ilvl"))] = _int(start)
        found[w(one, "numId")] = made
    return found


def _levels(parent: _Element | None) -> dict[int, Level]:
    found = {}
    for one in () if parent is None else children(parent, "lvl"):
        restart = value(one, "lvlRestart")
        found[_int(w(one, "ilvl"))] = Level(
            start=_int(value(one, "start") or "1"),
            style=value(one, "pStyle"),
            format=_format(one),
            text=value(one, "lvlText"),
            restart=_int(restart) if restart else None,
            legal=child(one, "isLgl") is not None,
        )
    return found


def _format(level: _Element) -> str:
    """The way of counting; newer ones stand inside a choice with an older one beside."""
    for one in level.iter():
        if local(one) == "numFmt":
            custom = w(one, "format")
            return custom if w(one, "val") == "custom" else w(one, "val")
    return "decimal"


def _written(number: int, how: str) -> str:
    match how:
        case "decimal" | "1, 2, 3, ...":
            return str(number)
        case "decimalZero" | "01, 02, 03, ...":
            return f"{number:02}"
        case "001, 002, 003, ...":
            return f"{number:03}"
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "lowerLetter":
            return _letter(number)
        case "upperLetter":
            return _letter(number).upper()
        case "vietnameseCounting" if 0 <= number < len(_WORDS):
            return _WORDS[number]
    # People make lists of their own: "a, b, c, d, đ, e, …".
    letters = [part.strip() for part in how.split(",")]
    if len(letters) > 3 and 0 < number <= len(letters) and letters[number - 1] not in {"...", "…"}:
        return letters[number - 1]
    raise UnknownFormat(how)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        raise UnknownFormat
    text = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            number -= worth
            text += letters
    return text


def _letter(number: int) -> str:
    """Word goes on after z with aa, bb."""
    if not 0 < number <= 26 * 30:
        raise UnknownFormat
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _int(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0
