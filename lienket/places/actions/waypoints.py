"""Setting waypoints, moving them, and taking them off the map."""

from datetime import datetime

from lienket.circles.actions import open_circle
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.places import queries
from lienket.places.actions.corridors import require_site
from lienket.places.actions.own import name_from, own, remove
from lienket.places.actions.shapes import (
    MANAGE,
    SHORT_NAME_LIMIT,
    SHORT_NOTE_LIMIT,
    position_from,
)
from lienket.places.events import WaypointRemoved, WaypointSet
from lienket.places.models import Corridor, Waypoint
from lienket.places.rules import Position


class NoSuchCorridor(Refusal):
    """Choose a corridor of this circle."""

    field = "corridor"


class BelongsToOnePlace(Refusal):
    """A point belongs to a site or to a corridor, not to both."""

    field = "corridor"


def set_waypoint(
    *,
    circle_id: int,
    name: str,
    kind: str,
    position: Position,
    by: Member,
    now: datetime,
    site_id: int | None = None,
    corridor_id: int | None = None,
    note: str = "",
    not_secret: bool = False,
) -> Waypoint:
    """Set a point on the map of a circle, at a site, at a corridor or on its own.

    Any member may: the fire service its water, the commune its checkpoint. Raises
    Circle.DoesNotExist, CircleClosed, and the refusals about the fields.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    waypoint = Waypoint(circle=circle, organization_id=by.organization_id, listed_at=now)
    _describe(waypoint, name, kind, position, site_id, corridor_id, note, not_secret=not_secret)
    waypoint.save()
    journal.record(WaypointSet(waypoint.id), by=by, at=now, circle_id=circle.id)
    return waypoint


def change_waypoint(
    *,
    waypoint_id: int,
    name: str,
    kind: str,
    position: Position,
    by: Member,
    now: datetime,
    site_id: int | None = None,
    corridor_id: int | None = None,
    note: str = "",
    not_secret: bool = False,
) -> Waypoint:
    """Move or correct a point of one's own. Refuses as `set_waypoint` does."""
    waypoint = own_waypoint(waypoint_id, by)
    _describe(waypoint, name, kind, position, site_id, corridor_id, note, not_secret=not_secret)
    waypoint.save()
    journal.record(WaypointSet(waypoint.id), by=by, at=now, circle_id=waypoint.circle_id)
    return waypoint


def remove_waypoint(*, waypoint_id: int, by: Member, now: datetime) -> Waypoint:
    """Take a point of one's own off the map."""
    return remove(own_waypoint(waypoint_id, by), WaypointRemoved(waypoint_id), by=by, now=now)


def own_waypoint(waypoint_id: int, by: Member) -> Waypoint:
    """A standing waypoint of the organization `by` acts for, locked.

    Raises Waypoint.DoesNotExist, NotYourPlace, and PlaceWasRemoved.
    """
    return own(queries.waypoints_for(by), waypoint_id, by)


def _describe(
    waypoint: Waypoint,
    name: str,
    kind: str,
    position: Position,
    site_id: int | None,
    corridor_id: int | None,
    note: str,
    *,
    not_secret: bool,
) -> None:
    waypoint.name = name_from(name, SHORT_NAME_LIMIT, not_secret=not_secret)
    with about("note"):
        waypoint.note = clean_line(note, SHORT_NOTE_LIMIT, not_secret=not_secret)
    require_site(waypoint.circle_id, site_id)
    if corridor_id is not None:
        if site_id is not None:
            raise BelongsToOnePlace
        corridors = Corridor.objects.filter(circle_id=waypoint.circle_id, removed_at=None)
        if not corridors.filter(id=corridor_id).exists():
            raise NoSuchCorridor
    waypoint.latitude, waypoint.longitude = position_from(*position)
    waypoint.kind, waypoint.site_id, waypoint.corridor_id = kind, site_id, corridor_id
