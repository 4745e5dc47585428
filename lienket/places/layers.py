"""What the map of a circle shows, layer by layer.

A module above declares its own layer, and it stands on the map, in the list beside it and in the
GeoJSON for other programs:

    @layer("incidents", _("Incidents"), "alert-triangle", timed=True)
    def incidents(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
        for one in queries.incidents_of(circle.id, by).filter(happened_at__range=period): ...

The function yields only what `by` may see. `timed` layers are narrowed to the period that the
page asks for; the others show what stands now, whatever the period.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise

from lienket.circles.models import Circle
from lienket.kernel.actors import Actor
from lienket.places.rules import Geometry, Position, centre, write_position


class Period(NamedTuple):
    """From a moment up to, not including, another."""

    start: datetime
    end: datetime


def last_days(days: int, now: datetime) -> Period:
    """So many whole days, today being the last of them."""
    today = timezone.localdate(now)
    start, end = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (today - timedelta(days=days - 1), today + timedelta(days=1))
    )
    return Period(start, end)


@dataclass(frozen=True)
class Feature:
    """One thing on the map: where it is, what it is called, and the page about it."""

    geometry: Geometry
    title: str
    # What it is, in words: "Hydrant".
    kind: str
    # Of `frontend/src/icons.txt`; only points show it.
    icon: str = ""
    url: str = ""
    # Further facts for programs, plain values only.
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def position(self) -> str:
        """Where it is, in words for a list; of a line or an area its middle."""
        geometry = self.geometry
        if geometry["type"] == "Point":
            longitude, latitude = geometry["coordinates"]
            return write_position(Position(latitude, longitude))
        return write_position(centre(geometry))

    def geojson(self, layer: str, site: str = "") -> dict[str, Any]:
        """The feature as GeoJSON, saying which layer it belongs to; `site` begins its address."""
        told = {"layer": layer, "name": self.title, "kind": self.kind, "icon": self.icon}
        return {
            "type": "Feature",
            "geometry": self.geometry,
            "properties": {**told, "url": self.url and f"{site}{self.url}", **self.facts},
        }


Provider = Callable[[Circle, Actor, Period], Iterable[Feature]]


@dataclass(frozen=True)
class Layer:
    """A layer of the map: its key in addresses, its name, and who says what stands on it."""

    key: str
    name: str | Promise
    icon: str
    provider: Provider
    timed: bool


_layers: dict[str, Layer] = {}


def layer(
    key: str, name: str | Promise, icon: str, *, timed: bool = False
) -> Callable[[Provider], Provider]:
    """Declare a function that says what stands on a layer; later ones are drawn on top."""

    def declare(provider: Provider) -> Provider:
        _layers[key] = Layer(key, name, icon, provider, timed)
        return provider

    return declare


def all_layers() -> list[Layer]:
    """Every layer, the lowest first."""
    return list(_layers.values())


def point(position: Position) -> Geometry:
    """A position as GeoJSON."""
    return {"type": "Point", "coordinates": [position.longitude, position.latitude]}


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Features as one GeoJSON document, which QGIS opens as it is."""
    return {"type": "FeatureCollection", "features": list(features)}
