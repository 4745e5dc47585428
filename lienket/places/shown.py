"""The module's own layers: sites, zones, corridors with their towers, and waypoints."""

from collections.abc import Iterator
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lienket.circles.models import Circle
from lienket.kernel.actors import Actor
from lienket.places import queries, rules
from lienket.places.layers import Feature, Period, layer, point
from lienket.places.models import Corridor, Site, Tower, Waypoint, Zone
from lienket.places.rules import Position

#: Of `frontend/src/icons.txt`.
SITE_ICONS = {
    Site.Kind.POWER_PLANT: "bolt",
    Site.Kind.SUBSTATION: "circuit-cell",
    Site.Kind.STEEL_WORKS: "building-factory-2",
    Site.Kind.INDUSTRIAL_PARK: "buildings",
    Site.Kind.FACTORY: "building-factory-2",
    Site.Kind.PORT: "anchor",
    Site.Kind.FUEL_DEPOT: "gas-station",
    Site.Kind.RESERVOIR: "ripple",
    Site.Kind.TELECOM: "antenna",
    Site.Kind.BUILDING_SITE: "crane",
    Site.Kind.OFFICE: "building",
}
WAYPOINT_ICONS = {
    Waypoint.Kind.GATE: "door",
    Waypoint.Kind.HYDRANT: "droplet",
    Waypoint.Kind.WATER: "ripple",
    Waypoint.Kind.CAMERA: "camera",
    Waypoint.Kind.CHECKPOINT: "checkup-list",
    Waypoint.Kind.GUARD_POST: "shield",
    Waypoint.Kind.ASSEMBLY: "users-group",
}


Drawn = list[tuple[str, Feature]]


def of_site(one: Site) -> Iterator[Feature]:
    """A site: its outline, and a point."""
    kind, url = one.get_kind_display(), reverse("places:site", args=[one.id])
    facts = {
        "id": one.id,
        "code": one.kind,
        "importance": one.importance,
        "organization": one.organization.name,
        "address": one.address,
    }
    if one.outline:
        yield Feature(one.outline, one.name, kind, url=url, facts=facts | {"part": "outline"})
    yield Feature(
        geometry=point(Position(one.latitude, one.longitude)),
        title=one.name,
        kind=kind,
        icon=SITE_ICONS.get(Site.Kind(one.kind), "building"),
        url=url,
        facts=facts | {"part": "point"},
    )


def of_zone(one: Zone) -> Feature:
    """A zone; its page is that of the site."""
    return Feature(
        geometry=one.outline,
        title=one.name,
        kind=one.get_kind_display(),
        url=reverse("places:site", args=[one.site_id]),
        facts={"id": one.id, "code": one.kind, "site": one.site_id, "site_name": one.site.name},
    )


def of_corridor(one: Corridor) -> Iterator[Feature]:
    """A corridor: the strip, and the line in it."""
    kind = f"{one.get_kind_display()} {one.voltage} kV" if one.voltage else one.get_kind_display()
    facts = {"id": one.id, "code": one.kind, "width": one.width, "voltage": one.voltage}
    url = reverse("places:corridor", args=[one.id])
    strip = rules.strip(one.line, one.width)
    yield Feature(strip, one.name, kind, url=url, facts=facts | {"part": "strip"})
    yield Feature(one.line, one.name, kind, url=url, facts=facts | {"part": "line"})


def of_tower(one: Tower) -> Feature:
    """A tower; its page is that of the corridor."""
    return Feature(
        geometry=point(Position(one.latitude, one.longitude)),
        title=one.number,
        kind=_("Tower"),
        icon="building-broadcast-tower",
        url=reverse("places:corridor", args=[one.corridor_id]),
        facts={"corridor": one.corridor_id, "position": one.position},
    )


def of_waypoint(one: Waypoint) -> Feature:
    """A waypoint."""
    return Feature(
        geometry=point(Position(one.latitude, one.longitude)),
        title=one.name,
        kind=one.get_kind_display(),
        icon=WAYPOINT_ICONS.get(Waypoint.Kind(one.kind), "map-pin"),
        url=reverse("places:waypoint", args=[one.id]),
        facts={"id": one.id, "code": one.kind, "note": one.note, "site": one.site_id},
    )


@layer("zones", gettext_lazy("Zones"), "square-dashed")
def zones(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
    """The zones of the sites."""
    return map(of_zone, queries.zones_of(circle.id, by))


@layer("corridors", gettext_lazy("Corridors"), "timeline")
def corridors(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
    """The corridors."""
    return chain.from_iterable(map(of_corridor, queries.corridors_of(circle.id, by)))


@layer("towers", pgettext_lazy("of a power line", "Towers"), "building-broadcast-tower")
def towers(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
    """The towers of the corridors."""
    return map(of_tower, queries.towers_of(circle.id, by))


@layer("waypoints", pgettext_lazy("on a map", "Points"), "map-pin")
def waypoints(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
    """Gates, hydrants, cameras and the like."""
    return map(of_waypoint, queries.waypoints_of(circle.id, by))


@layer("sites", gettext_lazy("Sites"), "shield-check")
def sites(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
    """The sites."""
    return chain.from_iterable(map(of_site, queries.sites_of(circle.id, by)))


def around_site(site: Site, by: Actor) -> Drawn:
    """A site with its zones, corridors and points, by layer."""
    here = site.circle_id
    drawn: Drawn = [("zones", of_zone(one)) for one in queries.zones_of(here, by).filter(site=site)]
    drawn += [("sites", one) for one in of_site(site)]
    drawn += [
        ("corridors", part)
        for one in queries.corridors_of(here, by).filter(site=site)
        for part in of_corridor(one)
    ]
    drawn += [
        ("waypoints", of_waypoint(one)) for one in queries.waypoints_of(here, by).filter(site=site)
    ]
    return drawn


def along_corridor(corridor: Corridor, by: Actor) -> Drawn:
    """A corridor with its towers and points, by layer."""
    drawn: Drawn = [("corridors", part) for part in of_corridor(corridor)]
    drawn += [("towers", of_tower(one)) for one in corridor.towers.order_by("position")]
    drawn += [
        ("waypoints", of_waypoint(one))
        for one in queries.waypoints_of(corridor.circle_id, by).filter(corridor=corridor)
    ]
    return drawn


def of_any(one: Site | Zone | Corridor | Waypoint) -> Drawn:
    """A place of any kind, by layer."""
    if isinstance(one, Site):
        return [("sites", part) for part in of_site(one)]
    if isinstance(one, Corridor):
        return [("corridors", part) for part in of_corridor(one)]
    return [("zones", of_zone(one))] if isinstance(one, Zone) else [("waypoints", of_waypoint(one))]
