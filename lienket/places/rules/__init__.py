"""What is true of positions and shapes. Plain Python."""

from lienket.places.rules.measures import (
    Bounds,
    area,
    bounds_around,
    distance,
    length,
    nearest,
    off_line,
    strip,
    within,
)
from lienket.places.rules.positions import Lies, Position, judge, read_position
from lienket.places.rules.shapes import (
    MOST_POINTS,
    BadShape,
    Flaw,
    Geometry,
    centre,
    line_of,
    outline_of,
    point_of,
    turned,
)
from lienket.places.rules.written import read_shape, write_position, write_shape

__all__ = [
    "MOST_POINTS",
    "BadShape",
    "Bounds",
    "Flaw",
    "Geometry",
    "Lies",
    "Position",
    "area",
    "bounds_around",
    "centre",
    "distance",
    "judge",
    "length",
    "line_of",
    "nearest",
    "off_line",
    "outline_of",
    "point_of",
    "read_position",
    "read_shape",
    "strip",
    "turned",
    "within",
    "write_position",
    "write_shape",
]
