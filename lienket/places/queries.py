"""Which places somebody may see, and what lies where."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lienket.kernel.actors import Actor, Member
from lienket.organizations.models import ContactPath
from lienket.organizations.queries import by_name
from lienket.places import rules
from lienket.places.models import Contact, Corridor, Site, Tower, Waypoint, Zone
from lienket.places.rules import Bounds, Position

#: Farther from a site than this, nobody would say that it happened there.
NEAR = 2000  # metres


def sites_for(by: Actor) -> QuerySet[Site]:
    """The sites of all circles `by` belongs to, removed ones too; the most important first."""
    return (
        Site.objects.filter(circle_id__in=by.circles)
        .select_related("organization")
        .order_by("importance", by_name(), "id")
    )


def zones_for(by: Actor) -> QuerySet[Zone]:
    """The zones of the sites `by` may see, removed ones too."""
    return (
        Zone.objects.filter(circle_id__in=by.circles)
        .select_related("site__organization")
        .order_by(by_name(), "id")
    )


def corridors_for(by: Actor) -> QuerySet[Corridor]:
    """The corridors of all circles `by` belongs to, removed ones too."""
    return (
        Corridor.objects.filter(circle_id__in=by.circles)
        .select_related("organization", "site")
        .order_by(by_name(), "id")
    )


def waypoints_for(by: Actor) -> QuerySet[Waypoint]:
    """The waypoints of all circles `by` belongs to, removed ones too."""
    return (
        Waypoint.objects.filter(circle_id__in=by.circles)
        .select_related("organization", "site", "corridor")
        .order_by("kind", by_name(), "id")
    )


def sites_of(circle_id: int, by: Actor) -> QuerySet[Site]:
    """The sites that stand in a circle, with how many zones and waypoints each has."""
    return (
        sites_for(by)
        .filter(circle_id=circle_id, removed_at=None)
        .annotate(
            zone_count=Count("zones", filter=Q(zones__removed_at=None), distinct=True),
            waypoint_count=Count("waypoints", filter=Q(waypoints__removed_at=None), distinct=True),
        )
    )


def site_in(circle_id: int, site_id: int) -> Site | None:
    """One site that stands in a circle, without anything about it.

    Each report of an incident asks for it: composing the query would cost more than asking.
    """
    found = Site.objects.raw(
        "SELECT * FROM places_site WHERE circle_id = %s AND id = %s AND removed_at IS NULL",
        [circle_id, site_id],
    )
    return next(iter(found), None)


def zones_of(circle_id: int, by: Actor) -> QuerySet[Zone]:
    """The zones of the sites that stand in a circle."""
    return zones_for(by).filter(circle_id=circle_id, removed_at=None, site__removed_at=None)


def corridors_of(circle_id: int, by: Actor) -> QuerySet[Corridor]:
    """The corridors that stand in a circle, with how many towers each has."""
    return (
        corridors_for(by)
        .filter(circle_id=circle_id, removed_at=None)
        .annotate(tower_count=Count("towers"))
    )


def towers_of(circle_id: int, by: Actor) -> QuerySet[Tower]:
    """The towers of the corridors that stand in a circle, along each line."""
    standing = corridors_for(by).filter(circle_id=circle_id, removed_at=None)
    return Tower.objects.filter(
        circle_id=circle_id, corridor_id__in=standing.order_by().values("id")
    ).order_by("corridor_id", "position")


def waypoints_of(circle_id: int, by: Actor) -> QuerySet[Waypoint]:
    """The waypoints that stand in a circle."""
    return waypoints_for(by).filter(
        Q(site=None) | Q(site__removed_at=None),
        Q(corridor=None) | Q(corridor__removed_at=None),
        circle_id=circle_id,
        removed_at=None,
    )


def contacts_of(site: Site) -> QuerySet[Contact]:
    """The contact plan of a site, in the order in which they are called."""
    return (
        Contact.objects.filter(circle_id=site.circle_id, site=site)
        .select_related("organization", "post")
        .order_by("position")
    )


@dataclass(frozen=True)
class Reachable:
    """A line of a contact plan with the numbers that its organization publishes."""

    contact: Contact
    numbers: list[str]


def reachable(site: Site) -> list[Reachable]:
    """Whom to call about a site and under which numbers, in their order."""
    contacts = list(contacts_of(site))
    paths = ContactPath.objects.filter(
        organization_id__in={one.organization_id for one in contacts},
        post__isnull=False,
        removed_at=None,
    ).exclude(published_number="")
    numbers: dict[tuple[int, int | None], list[str]] = {}
    for path in paths.order_by("-post__always_on_duty", "position", "id"):
        for key in ((path.organization_id, path.post_id), (path.organization_id, None)):
            numbers.setdefault(key, []).append(path.published_number)
    return [Reachable(one, numbers.get((one.organization_id, one.post_id), [])) for one in contacts]


def own_bounds(circle_id: int, by: Member) -> Bounds | None:
    """Where the organization of `by` works in a circle: around its sites and corridors."""
    own = {"circle_id": circle_id, "organization_id": by.organization_id, "removed_at": None}
    sites = Site.objects.filter(**own).values_list("outline", "longitude", "latitude")
    shapes = [
        outline or {"type": "Point", "coordinates": [longitude, latitude]}
        for outline, longitude, latitude in sites
    ]
    shapes += Corridor.objects.filter(**own).values_list("line", flat=True)
    return rules.bounds_around(shapes) if shapes else None


@dataclass(frozen=True)
class Spot:
    """What is known in a circle of a position; everything may be missing."""

    site: Site | None = None
    zone: Zone | None = None
    corridor: Corridor | None = None
    # The nearest one of the corridor.
    tower: Tower | None = None
    # To the site when the position lies outside of it; 0 inside.
    metres: int = 0


def spot_of(circle_id: int, position: Position, by: Actor) -> Spot:
    """The site, zone or corridor of a circle in which a position lies; else the nearest site."""
    site, metres = _nearest_site(circle_id, position, by)
    zone = None
    if site and metres == 0:
        zones = zones_of(circle_id, by).filter(site=site)
        zone = next((one for one in zones if rules.within(one.outline, position)), None)
    corridor = next(
        (
            one
            for one in corridors_of(circle_id, by)
            if rules.off_line(one.line, position) <= one.width / 2
        ),
        None,
    )
    tower = _nearest_tower(corridor, position) if corridor else None
    return Spot(site=site, zone=zone, corridor=corridor, tower=tower, metres=metres)


def _nearest_site(circle_id: int, position: Position, by: Actor) -> tuple[Site | None, int]:
    nearest: tuple[float, Site] | None = None
    for site in sites_of(circle_id, by):
        if site.outline and rules.within(site.outline, position):
            return site, 0
        away = rules.distance(position, Position(site.latitude, site.longitude))
        if away <= NEAR and (nearest is None or away < nearest[0]):
            nearest = away, site
    return (nearest[1], round(nearest[0])) if nearest else (None, 0)


def _nearest_tower(corridor: Corridor, position: Position) -> Tower | None:
    return min(
        corridor.towers.all(),
        key=lambda tower: rules.distance(position, Position(tower.latitude, tower.longitude)),
        default=None,
    )
