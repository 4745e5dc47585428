"""What is true of positions and shapes. Plain Python."""

from lienket.places.rules.measures import area, distance, length, nearest, off_line, strip, within
from lienket.places.rules.positions import Lies, Position, judge, read_position
from lienket.places.rules.shapes import (
    MOST_POINTS,
    BadShape,
    Fault,
    Geometry,
    centre,
    line_of,
    outline_of,
    point_of,
)

__all__ = [
    "MOST_POINTS",
    "BadShape",
    "Fault",
    "Geometry",
    "Lies",
    "Position",
    "area",
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
    "strip",
    "within",
]
