"""Shapes as text: one point a line, or GeoJSON; what a form takes without a map, and gives back."""

import json
from collections.abc import Sequence

from lienket.places.rules.positions import Position, read_position
from lienket.places.rules.shapes import BadShape, Flaw, Geometry


def read_shape(text: str, kind: str) -> object:
    """A GeoJSON geometry of `kind` ("LineString" or "Polygon") as somebody has written it.

    One point a line, latitude first; an empty line begins another part of an area. GeoJSON is
    taken as well. The shape itself is not looked at. Raises BadShape with the line.
    """
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise BadShape(Flaw.UNREADABLE) from None
    parts: list[list[list[float]]] = [[]]
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            parts.append([])
            continue
        position = read_position(line)
        if position is None:
            raise BadShape(Flaw.UNREADABLE, str(number))
        parts[-1].append([position.longitude, position.latitude])
    filled = [part for part in parts if part]
    if kind == "LineString":
        return {"type": kind, "coordinates": [point for part in filled for point in part]}
    rings = [[part if part[0] == part[-1] else [*part, part[0]]] for part in filled]
    if len(rings) == 1:
        return {"type": kind, "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def write_shape(geometry: Geometry) -> str:
    """A shape as `read_shape` takes it; areas with holes need GeoJSON."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "LineString":
        return _lines(coordinates)
    parts = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if any(len(rings) > 1 for rings in parts):
        return json.dumps(geometry)
    return "\n\n".join(_lines(shell[:-1]) for (shell,) in parts)


def write_position(position: Position) -> str:
    """A position as `read_position` takes it: "13.355, 109.205"."""
    return f"{position.latitude}, {position.longitude}"


def _lines(points: Sequence[Sequence[float]]) -> str:
    return "\n".join(f"{point[1]}, {point[0]}" for point in points)
