"""Outlines and lines: GeoJSON geometries that have been looked at, tidied and made safe to keep."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry import mapping
from shapely.validation import explain_validity

from lienket.places.rules.positions import DECIMALS, Lies, Position, judge

#: A GeoJSON geometry.
Geometry = dict[str, Any]
#: Of one outline or line: more is the detail of a survey, which no screen shows.
MOST_POINTS = 5000
#: Coordinates of a MultiPolygon lie in so many lists, one in the other.
_DEEPEST = 4


class Flaw(Enum):
    """Why a shape is not taken."""

    UNREADABLE = "unreadable"
    NOT_A_POINT = "not_a_point"
    NOT_A_LINE = "not_a_line"
    NOT_AN_AREA = "not_an_area"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    CROSSES_ITSELF = "crosses_itself"
    SWAPPED = "swapped"
    OUTSIDE = "outside"


class BadShape(Exception):
    """A shape that is not taken; `where` names the spot when there is one."""

    def __init__(self, flaw: Flaw, where: str = "") -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
        self.where = where


def point_of(geometry: object) -> Position:
    """The position of a GeoJSON Point. Raises BadShape."""
    kind, coordinates = _parts(geometry)
    if kind == "MultiPoint" and isinstance(coordinates, Sequence) and len(coordinates) == 1:
        kind, coordinates = "Point", coordinates[0]
    if kind != "Point":
        raise BadShape(Flaw.NOT_A_POINT)
    ((longitude, latitude),) = _placed([coordinates])
    return Position(latitude, longitude)


def line_of(geometry: object) -> Geometry:
    """A GeoJSON LineString, tidied. Raises BadShape.

    Pieces of a MultiLineString that follow on one another are joined.
    """
    kind, coordinates = _parts(geometry)
    if kind == "MultiLineString":
        _count([point for part in _each(coordinates) for point in _each(part)])
        merged = _built(
            lambda: shapely.line_merge(
                shapely.multilinestrings([LineString(_placed(part)) for part in coordinates])
            )
        )
        if not isinstance(merged, LineString):
            raise BadShape(Flaw.NOT_A_LINE)
        return {"type": "LineString", "coordinates": [list(point) for point in merged.coords]}
    if kind != "LineString":
        raise BadShape(Flaw.NOT_A_LINE)
    points = _distinct(_placed(coordinates))
    if len(points) < 2:
        raise BadShape(Flaw.TOO_FEW)
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def outline_of(geometry: object) -> Geometry:
    """A GeoJSON Polygon or MultiPolygon, closed, wound as RFC 7946 wants it. Raises BadShape."""
    kind, coordinates = _parts(geometry)
    if kind not in {"Polygon", "MultiPolygon"}:
        raise BadShape(Flaw.NOT_AN_AREA)
    parts = _each([coordinates] if kind == "Polygon" else coordinates)
    _count([point for part in parts for ring in _each(part) for point in _each(ring)])
    polygons = [_polygon(part) for part in parts]
    if not polygons:
        raise BadShape(Flaw.TOO_FEW)
    shape = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    reason = explain_validity(shape)
    if reason != "Valid Geometry":
        raise BadShape(Flaw.CROSSES_ITSELF, _spot(reason))
    made: Geometry = as_lists(mapping(shape))
    return made


def centre(geometry: Geometry) -> Position:
    """A position that certainly lies inside an outline or on a line, near its middle."""
    shape = shapely.geometry.shape(geometry)
    middle = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return Position(round(middle.y, DECIMALS), round(middle.x, DECIMALS))


def turned(geometry: Geometry) -> Geometry:
    """The same shape with latitude and longitude the other way round."""
    return geometry | {"coordinates": _turned(geometry.get("coordinates"), _DEEPEST)}


def _turned(value: Any, depth: int) -> Any:
    if not isinstance(value, list | tuple) or not value or depth == 0:
        return value
    if isinstance(value[0], list | tuple):
        return [_turned(one, depth - 1) for one in value]
    return [*reversed(value[:2]), *value[2:]]


# ---- Steps -------------------------------------------------------------------------------------


def _parts(geometry: object) -> tuple[str, Any]:
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise BadShape(Flaw.UNREADABLE)
    return geometry["type"], geometry.get("coordinates")


def _each(value: object) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise BadShape(Flaw.UNREADABLE)
    return value


def _count(points: Sequence[Any]) -> None:
    if len(points) > MOST_POINTS:
        raise BadShape(Flaw.TOO_MANY)


def _placed(coordinates: object) -> list[tuple[float, float]]:
    """Longitude and latitude of each point, rounded; heights are dropped. Raises BadShape."""
    points = _each(coordinates)
    _count(points)
    read = [_numbers(point) for point in points]
    found = {judge(latitude, longitude) for longitude, latitude in read}
    if found - {Lies.INSIDE}:
        turned = {judge(longitude, latitude) for longitude, latitude in read}
        raise BadShape(Flaw.SWAPPED if turned == {Lies.INSIDE} else Flaw.OUTSIDE)
    return [(round(longitude, DECIMALS), round(latitude, DECIMALS)) for longitude, latitude in read]


def _numbers(point: object) -> tuple[float, float]:
    values = _each(point)
    if len(values) < 2 or any(
        isinstance(one, bool) or not isinstance(one, int | float) for one in values[:2]
    ):
        raise BadShape(Flaw.UNREADABLE)
    try:
        return float(values[0]), float(values[1])
    except OverflowError:
        raise BadShape(Flaw.OUTSIDE) from None


def _distinct(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]


def _polygon(rings: object) -> Polygon:
    read = [_distinct(_placed(ring)) for ring in _each(rings)]
    if not read or any(len(set(ring)) < 3 for ring in read):
        raise BadShape(Flaw.TOO_FEW)
    shell, *holes = read
    return shapely.geometry.polygon.orient(_built(lambda: Polygon(shell, holes)))


def _built(make: Callable[[], Any]) -> Any:
    """What shapely cannot build has too few points."""
    try:
        return make()
    except (ValueError, shapely.errors.GEOSException):
        raise BadShape(Flaw.TOO_FEW) from None


def _spot(reason: str) -> str:
    """Latitude and longitude out of "Self-intersection[109.1 12.2]"."""
    longitude, _, latitude = reason.partition("[")[2].rstrip("]").partition(" ")
    try:
        return f"{float(latitude):.5f}, {float(longitude):.5f}"
    except ValueError:
        return ""


def as_lists(value: Any) -> Any:
    """Tuples as JSON gives them back: lists."""
    if isinstance(value, dict):
        return {key: as_lists(one) for key, one in value.items()}
    return [as_lists(one) for one in value] if isinstance(value, list | tuple) else value
