"""A map as a still picture: for printing, and for whoever has no JavaScript.

Everything is computed here into plain numbers; `places/_picture.html` draws them as SVG and
`map.css` colours them.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import shapely
from shapely.geometry import mapping

from lienket.places import basemap
from lienket.places.layers import Feature
from lienket.places.rules import Bounds, Position, bounds_around, distance

WIDTH, HEIGHT = 440, 330
#: Việt Nam with its islands, when there is nothing else to show.
COUNTRY = (101.5, 6.5, 118.0, 23.8)
#: With more points than this, only sites are named.
MOST_NAMES = 30
_REGIONAL = {"province", "island"}
_LETTER, _LINE = 6.4, 12  # of a label, in units of the picture


class Drawn(NamedTuple):
    """A path, and the layer it belongs to."""

    path: str
    layer: str
    title: str
    # "line", "area" or "strip".
    form: str


class Pin(NamedTuple):
    """A point with its name."""

    x: float
    y: float
    layer: str
    icon: str
    title: str


class Label(NamedTuple):
    """A name; `kind` says of what."""

    x: float
    y: float
    text: str
    kind: str


@dataclass
class Picture:
    """What the template draws, from the back to the front."""

    width: int = WIDTH
    height: int = HEIGHT
    land: list[tuple[str, bool]] = field(default_factory=list)
    shapes: list[Drawn] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    scale: float = 0.0
    scale_words: str = ""


def draw(features: Iterable[tuple[str, Feature]], bounds: Bounds) -> Picture:
    """A picture of features, each with the layer it stands on, that shows at least `bounds`."""
    shown = list(features)
    view = _View(bounds)
    picture = Picture()
    for land, own in basemap.land():
        clipped = shapely.clip_by_rect(land, *view.bounds).simplify(view.degree / 2)
        if not clipped.is_empty:
            picture.land.append((view.path(mapping(clipped)), own))
    taken: list[tuple[float, float, float, float]] = []
    for layer, feature in shown:
        _place(picture, view, layer, feature)
    named = len(picture.pins) <= MOST_NAMES
    # The most important name first: it keeps its place when two would lie on one another.
    for pin in sorted(picture.pins, key=lambda one: one.layer != "sites"):
        if named or pin.layer == "sites":
            _name(picture, taken, pin.x, pin.y + 19, pin.title, pin.layer)
    for position, text, kind in basemap.names():
        x, y = view.spot(position)
        if 0 < x < WIDTH and 0 < y < HEIGHT and (view.regional or kind not in _REGIONAL):
            _name(picture, taken, x, y, text, kind)
    picture.scale, picture.scale_words = view.scale()
    return picture


def bounds_of(features: Sequence[Feature]) -> Bounds:
    """What has to be in sight so that all features are, with something around them."""
    if not features:
        return COUNTRY
    return bounds_around([feature.geometry for feature in features])


class _View:
    """The part of the earth that is shown, and where things lie in the picture."""

    def __init__(self, bounds: Bounds) -> None:
        west, south, east, north = bounds
        self.squeeze = math.cos(math.radians((south + north) / 2))
        wide, high = (east - west) * self.squeeze, north - south
        #: Degrees of latitude that one unit of the picture stands for.
        self.degree = max(wide / WIDTH, high / HEIGHT)
        half_wide = self.degree * WIDTH / self.squeeze / 2
        half_high = self.degree * HEIGHT / 2
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        self.west, self.north = middle_x - half_wide, middle_y + half_high
        self.bounds = (self.west, middle_y - half_high, middle_x + half_wide, self.north)
        high = self.degree * HEIGHT
        #: Names of provinces and islands fit in, and say where this is.
        self.regional = 0.5 < high < 8

    def spot(self, position: Position) -> tuple[float, float]:
        """Where a position lies."""
        x = (position.longitude - self.west) * self.squeeze / self.degree
        return round(x, 1), round((self.north - position.latitude) / self.degree, 1)

    def path(self, geometry: Any) -> str:
        """A shape as the path of an SVG."""
        return " ".join(_rings(geometry, self))

    def scale(self) -> tuple[float, str]:
        """The length of the scale bar, and what it stands for: 1, 2 or 5 of something round."""
        metre = distance(Position(self.north, 0), Position(self.north - self.degree, 0))
        target = 90 * metre
        power = 10 ** math.floor(math.log10(target))
        round_one = max(one * power for one in (1, 2, 5) if one * power <= target)
        words = f"{round_one / 1000:.0f} km" if round_one >= 1000 else f"{round_one:.0f} m"
        return round(round_one / metre, 1), words


def _rings(geometry: Any, view: _View) -> list[str]:
    kind, coordinates = geometry["type"], geometry.get("coordinates", ())
    if kind == "GeometryCollection":
        return [ring for one in geometry["geometries"] for ring in _rings(one, view)]
    if kind == "LineString":
        return [_line(coordinates, view)]
    if kind == "Polygon":
        return [_line(ring, view) + "Z" for ring in coordinates]
    if kind in {"MultiPolygon", "MultiLineString"}:
        one = kind.removeprefix("Multi")
        return [
            ring
            for part in coordinates
            for ring in _rings({"type": one, "coordinates": part}, view)
        ]
    return []


def _line(points: Sequence[Sequence[float]], view: _View) -> str:
    spots = [view.spot(Position(point[1], point[0])) for point in points]
    return "M" + "L".join(f"{x} {y}" for x, y in spots)


def _place(picture: Picture, view: _View, layer: str, feature: Feature) -> None:
    geometry = feature.geometry
    if geometry["type"] == "Point":
        longitude, latitude = geometry["coordinates"]
        x, y = view.spot(Position(latitude, longitude))
        picture.pins.append(Pin(x, y, layer, feature.icon, feature.title))
        return
    form = "strip" if feature.facts.get("part") == "strip" else "area"
    if geometry["type"].endswith("LineString"):
        form = "line"
    picture.shapes.append(Drawn(view.path(geometry), layer, feature.title, form))


def _name(
    picture: Picture,
    taken: list[tuple[float, float, float, float]],
    x: float,
    y: float,
    text: str,
    kind: str,
) -> None:
    """Write a name unless it would lie on another one."""
    half = len(text) * _LETTER / 2
    box = x - half, y - _LINE, x + half, y
    if any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    ):
        return
    taken.append(box)
    # A name at the edge is drawn in, so that it can be read.
    inside = min(max(x, half), WIDTH - half)
    picture.labels.append(Label(round(inside, 1), y, text, kind))
