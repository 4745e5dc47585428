"""Metres and square metres on the ground, and what lies within what.

Places are small beside the earth: around each shape the ground is taken as flat, which is right
to a few thousandths over a hundred kilometres.
"""

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import shapely
import shapely.ops
from shapely.geometry import mapping, shape

from lienket.places.rules.positions import DECIMALS, Position
from lienket.places.rules.shapes import Geometry, as_lists

#: West, south, east and north in degrees.
Bounds: TypeAlias = tuple[float, float, float, float]
#: Nothing is shown larger than this, so that a single gate has surroundings.
LEAST = 0.006  # degrees
#: Around what is shown, as a share of it.
MARGIN = 0.18
_DEGREE = 111_195.0  # metres of one degree of a great circle


def distance(one: Position, other: Position) -> float:
    """Metres between two positions."""
    north = (one.latitude - other.latitude) * _DEGREE
    middle = math.radians((one.latitude + other.latitude) / 2)
    east = (one.longitude - other.longitude) * _DEGREE * math.cos(middle)
    return math.hypot(north, east)


def within(outline: Geometry, position: Position) -> bool:
    """Whether a position lies inside an outline or on its edge."""
    return bool(shape(outline).covers(shapely.Point(position.longitude, position.latitude)))


def nearest(outline: Geometry, position: Position) -> Position:
    """The spot of an outline that is nearest to a position outside of it."""
    here = shapely.Point(position.longitude, position.latitude)
    spot, _ = shapely.ops.nearest_points(shape(outline), here)
    return Position(spot.y, spot.x)


def bounds_around(geometries: Sequence[Geometry]) -> Bounds:
    """What has to be in sight so that all shapes are, with something around them."""
    west, south, east, north = shapely.total_bounds([shape(one) for one in geometries]).tolist()
    wide, high = max(east - west, LEAST) * MARGIN, max(north - south, LEAST) * MARGIN
    grow_x = wide + max(LEAST - (east - west), 0) / 2
    grow_y = high + max(LEAST - (north - south), 0) / 2
    return west - grow_x, south - grow_y, east + grow_x, north + grow_y


def area(outline: Geometry) -> float:
    """Square metres of an outline."""
    return float(_flat(outline, _middle(outline)).area)


def length(line: Geometry) -> float:
    """Metres along a line."""
    return float(_flat(line, _middle(line)).length)


def off_line(line: Geometry, position: Position) -> float:
    """Metres from a position to the nearest spot of a line."""
    point = {"type": "Point", "coordinates": [position.longitude, position.latitude]}
    return float(_flat(line, position.latitude).distance(_flat(point, position.latitude)))


def strip(line: Geometry, width: float) -> Geometry:
    """The outline of a strip along a line, `width` metres wide in all."""
    latitude = _middle(line)
    wide = _flat(line, latitude).buffer(width / 2, cap_style="flat", join_style="mitre")
    rounded = shapely.transform(wide, lambda points: np.round(points / _scale(latitude), DECIMALS))
    made: Geometry = as_lists(mapping(rounded))
    return made


def _middle(geometry: Geometry) -> float:
    _, south, _, north = shape(geometry).bounds
    return float(south + north) / 2


def _flat(geometry: Geometry, latitude: float) -> Any:
    """A shape in metres, east and north."""
    return shapely.transform(shape(geometry), lambda points: points * _scale(latitude))


def _scale(latitude: float) -> Any:
    return np.array([_DEGREE * math.cos(math.radians(latitude)), _DEGREE])
