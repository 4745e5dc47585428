"""Drawing zones inside sites."""

from datetime import datetime

from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.places import queries, rules
from lienket.places.actions.own import name_from, remove
from lienket.places.actions.shapes import (
    SHORT_NAME_LIMIT,
    PlaceWasRemoved,
    outline_from,
)
from lienket.places.actions.sites import own_site
from lienket.places.events import ZoneDrawn, ZoneRemoved
from lienket.places.models import Site, Zone
from lienket.places.rules import Geometry, Position


class ZoneFarAway(Refusal):
    """The zone lies {metres} m from its site. Draw it inside."""

    field = "shape"


def draw_zone(
    *,
    site_id: int,
    name: str,
    kind: str,
    outline: Geometry,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Zone:
    """Draw a zone inside one's own site. Raises as `own_site` does, and about the fields."""
    site = own_site(site_id, by)
    zone = Zone(circle_id=site.circle_id, site=site)
    _describe(zone, site, name, kind, outline, not_secret=not_secret)
    zone.save()
    journal.record(ZoneDrawn(zone.id, site.id), by=by, at=now, circle_id=site.circle_id)
    return zone


def change_zone(
    *,
    zone_id: int,
    name: str,
    kind: str,
    outline: Geometry,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Zone:
    """Draw a zone of one's own site anew. Refuses as `draw_zone` does."""
    zone, site = _own_zone(zone_id, by)
    _describe(zone, site, name, kind, outline, not_secret=not_secret)
    zone.save()
    journal.record(ZoneDrawn(zone.id, site.id), by=by, at=now, circle_id=site.circle_id)
    return zone


def remove_zone(*, zone_id: int, by: Member, now: datetime) -> Zone:
    """Take a zone of one's own site off the map."""
    zone, site = _own_zone(zone_id, by)
    return remove(zone, ZoneRemoved(zone.id, site.id), by=by, now=now)


def _own_zone(zone_id: int, by: Member) -> tuple[Zone, Site]:
    zone = queries.zones_for(by).get(id=zone_id)
    site = own_site(zone.site_id, by)
    if zone.removed_at:
        raise PlaceWasRemoved
    return zone, site


def _describe(
    zone: Zone, site: Site, name: str, kind: str, outline: Geometry, *, not_secret: bool
) -> None:
    zone.name = name_from(name, SHORT_NAME_LIMIT, not_secret=not_secret)
    zone.kind = kind
    zone.outline = outline_from(outline)
    middle = rules.centre(zone.outline)
    here = Position(site.latitude, site.longitude)
    edge = rules.nearest(site.outline, middle) if site.outline else here
    metres = (
        0 if site.outline and rules.within(site.outline, middle) else rules.distance(edge, middle)
    )
    if metres > queries.NEAR:
        raise ZoneFarAway(metres=round(metres))
