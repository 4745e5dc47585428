"""What the verbs about places of one's own share, whether site, corridor or waypoint."""

from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from lienket.journal import actions as journal
from lienket.journal.events import News
from lienket.kernel.actors import Member
from lienket.kernel.errors import about
from lienket.kernel.guard.text import clean_line
from lienket.places.actions.shapes import MANAGE, NotYourPlace, PlaceNeedsName, PlaceWasRemoved
from lienket.places.models import Corridor, Site, Waypoint, Zone

Place = TypeVar("Place", Site, Corridor, Waypoint)
Removable = TypeVar("Removable", Site, Corridor, Waypoint, Zone)


def own(places: QuerySet[Place], place_id: int, by: Member) -> Place:
    """A standing place of the organization `by` acts for, among those it may see, locked.

    Raises DoesNotExist, NotYourPlace, and PlaceWasRemoved.
    """
    by.require(MANAGE)
    place = places.select_for_update(of=("self",)).get(id=place_id)
    if place.organization_id != by.organization_id:
        raise NotYourPlace
    if place.removed_at:
        raise PlaceWasRemoved
    return place


def remove(place: Removable, news: News, *, by: Member, now: datetime) -> Removable:
    """Take a place off the map. It is kept, for whatever happened there."""
    place.removed_at = now
    place.save(update_fields=["removed_at"])
    journal.record(news, by=by, at=now, circle_id=place.circle_id)
    return place


def name_from(name: str, limit: int, *, not_secret: bool) -> str:
    """The name of a place; raises PlaceNeedsName."""
    with about("name"):
        name = clean_line(name, limit, not_secret=not_secret)
    if not name:
        raise PlaceNeedsName
    return name
