"""What a file holds: rows with a name, a shape and some facts."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from lienket.kernel.errors import Refusal
from lienket.places.rules import Geometry

MOST_ROWS = 1000
_NAMES = ("name", "ten", "tên", "title", "label", "ma", "mã", "id")
_KEY_LIMIT, _FACT_LIMIT = 60, 300
#: Points, lines, rings, areas: coordinates lie in so many lists, one in the other.
_DEEPEST = 4


class TooManyRows(Refusal):
    """The file holds more than {most} places. Divide it."""

    field = "file"


class NothingInFile(Refusal):
    """There is no place in this file."""

    field = "file"


@dataclass(frozen=True)
class Row:
    """One place of a file as it stands there; `number` counts from 1."""

    number: int
    name: str
    geometry: Geometry | None
    facts: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The row as it is kept between preview and import."""
        return asdict(self)


def numbered(found: Iterable[tuple[dict[str, Any], Geometry | None]]) -> list[Row]:
    """Rows of properties and shapes; collections of shapes become a row each.

    Raises TooManyRows and NothingInFile.
    """
    rows: list[Row] = []
    for properties, geometry in found:
        facts = {
            _plain(key).lower()[:_KEY_LIMIT]: _plain(value)[:_FACT_LIMIT]
            for key, value in properties.items()
            if isinstance(value, str | int | float) and _plain(value)
        }
        for part in map(_shape, _parts(geometry)):
            if len(rows) == MOST_ROWS:
                raise TooManyRows(most=MOST_ROWS)
            rows.append(Row(len(rows) + 1, _name(facts), part, facts))
    if not rows:
        raise NothingInFile
    return rows


def _name(facts: dict[str, str]) -> str:
    return next((facts[key] for key in _NAMES if facts.get(key)), "")


def _plain(value: object) -> str:
    """Without the one character that no database keeps."""
    return str(value).replace("\x00", "").strip()


def _shape(part: Any) -> Geometry | None:
    """A shape of type and coordinates alone; None when it holds anything but finite numbers."""
    if not isinstance(part, dict) or not isinstance(part.get("type"), str):
        return None
    coordinates = part.get("coordinates")
    if not _numbers_only(coordinates, _DEEPEST):
        return None
    return {"type": part["type"], "coordinates": coordinates}


def _numbers_only(value: Any, depth: int) -> bool:
    if isinstance(value, list | tuple):
        return depth > 0 and all(_numbers_only(one, depth - 1) for one in value)
    return isinstance(value, int | float) and math.isfinite(value)


def _parts(geometry: Any) -> Iterator[Any]:
    """The shape itself, or the pieces of a collection, one level deep."""
    if isinstance(geometry, dict) and geometry.get("type") == "GeometryCollection":
        pieces = geometry.get("geometries")
        yield from pieces if isinstance(pieces, list) and pieces else [None]
    elif isinstance(geometry, dict) and geometry.get("type") == "MultiPoint":
        spots = geometry.get("coordinates")
        for spot in spots if isinstance(spots, list | tuple) else [None]:
            yield {"type": "Point", "coordinates": spot}
    else:
        yield geometry
