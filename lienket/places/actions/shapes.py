"""Positions and shapes as they come in, and why some are turned down."""

from collections.abc import Callable
from typing import TypeVar

from lienket.kernel.errors import NotAllowed, Refusal
from lienket.organizations.models import Appointment
from lienket.places import rules
from lienket.places.rules import BadShape, Flaw, Geometry, Lies, Position

MANAGE = Appointment.Right.MANAGE_AGREEMENT
NAME_LIMIT, ADDRESS_LIMIT, NOTE_LIMIT = 200, 300, 5000
SHORT_NAME_LIMIT, SHORT_NOTE_LIMIT = 120, 300

T = TypeVar("T")


class NotYourPlace(NotAllowed):
    """Only the organization that looks after this place changes it. Ask it to."""


class PlaceNeedsName(Refusal):
    """Give it a name that people on the spot use."""

    field = "name"


class PlaceWasRemoved(Refusal):
    """This was taken off the map. Nothing more is changed in it."""


class PositionSwapped(Refusal):
    """Latitude and longitude are the wrong way round: turned, it lies in Việt Nam."""

    field = "position"


class OutsideVietnam(Refusal):
    """This lies outside Việt Nam. Latitudes run from 6.5 to 23.5, longitudes from 102 to 118."""

    field = "position"


class ShapeUnreadable(Refusal):
    """The drawing cannot be read. Draw it again."""

    field = "shape"


class LineUnreadable(Refusal):
    """Line {where} is no position. Write latitude and longitude, for example 13.355, 109.205."""

    field = "shape"


class NotAPoint(Refusal):
    """A single point is needed here."""

    field = "shape"


class NotALine(Refusal):
    """One continuous line is needed here."""

    field = "shape"


class NotAnArea(Refusal):
    """A closed area is needed here."""

    field = "shape"


class TooFewCorners(Refusal):
    """A line needs two different points, an area three."""

    field = "shape"


class TooManyCorners(Refusal):
    """The drawing has more than {most} points. Simplify it first, in QGIS for example."""

    field = "shape"


class OutlineCrossesItself(Refusal):
    """The outline crosses itself near {where}. Move a corner so that no two sides cross."""

    field = "shape"


_REFUSALS: dict[Flaw, type[Refusal]] = {
    Flaw.UNREADABLE: ShapeUnreadable,
    Flaw.NOT_A_POINT: NotAPoint,
    Flaw.NOT_A_LINE: NotALine,
    Flaw.NOT_AN_AREA: NotAnArea,
    Flaw.TOO_FEW: TooFewCorners,
    Flaw.TOO_MANY: TooManyCorners,
    Flaw.CROSSES_ITSELF: OutlineCrossesItself,
    Flaw.SWAPPED: PositionSwapped,
    Flaw.OUTSIDE: OutsideVietnam,
}


def outline_from(geometry: object) -> Geometry:
    """An outline to keep. Raises the refusals above."""
    return _taken(rules.outline_of, geometry)


def line_from(geometry: object) -> Geometry:
    """A line to keep. Raises the refusals above."""
    return _taken(rules.line_of, geometry)


def point_from(geometry: object) -> Position:
    """A position out of GeoJSON. Raises the refusals above."""
    return _taken(rules.point_of, geometry)


def position_from(latitude: float, longitude: float) -> Position:
    """A position to keep. Raises PositionSwapped and OutsideVietnam."""
    lies = rules.judge(latitude, longitude)
    if lies is Lies.SWAPPED:
        raise PositionSwapped
    if lies is Lies.OUTSIDE:
        raise OutsideVietnam
    return Position(latitude, longitude)


def shape_from(text: str, kind: str) -> object:
    """A geometry as somebody has written it; the actions look at the shape itself.

    Raises ShapeUnreadable and LineUnreadable.
    """
    try:
        return rules.read_shape(text, kind)
    except BadShape as bad:
        if bad.where:
            raise LineUnreadable(where=bad.where) from None
        raise ShapeUnreadable from None


def _taken(rule: Callable[[object], T], geometry: object) -> T:
    try:
        return rule(geometry)
    except BadShape as bad:
        refusal = _REFUSALS[bad.flaw](most=rules.MOST_POINTS, where=bad.where)
        refusal.field = "shape"
        raise refusal from None
