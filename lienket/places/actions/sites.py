"""Listing protected sites, describing them, and taking them off the list."""

from datetime import datetime

from lienket.circles.actions import open_circle
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.places import queries, rules
from lienket.places.actions.own import name_from, own, remove
from lienket.places.actions.shapes import (
    ADDRESS_LIMIT,
    MANAGE,
    NAME_LIMIT,
    NOTE_LIMIT,
    outline_from,
    position_from,
)
from lienket.places.events import SiteChanged, SiteListed, SiteRemoved
from lienket.places.models import Site
from lienket.places.rules import Geometry, Position


class SiteNeedsPosition(Refusal):
    """Say where the site is: its position, or its outline on the map."""

    field = "position"


class CentreOutsideOutline(Refusal):
    """The position lies {metres} m outside the outline. Move one of them."""

    field = "position"


#: A position may stand this far outside the outline, for example on the road before the gate.
BESIDE = 1000  # metres


def list_site(
    *,
    circle_id: int,
    name: str,
    kind: str,
    importance: int,
    by: Member,
    now: datetime,
    position: Position | None = None,
    outline: Geometry | None = None,
    address: str = "",
    note: str = "",
    not_secret: bool = False,
) -> Site:
    """Put a site of the organization `by` acts for on the list and the map of a circle.

    Without a position, the middle of the outline stands for it. Raises Circle.DoesNotExist,
    CircleClosed, and the refusals about the fields.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    site = Site(circle=circle, organization_id=by.organization_id, listed_at=now)
    _describe(site, name, kind, importance, address, note, not_secret=not_secret)
    _place(site, position, outline)
    site.save()
    journal.record(SiteListed(site.id), by=by, at=now, circle_id=circle.id)
    return site


def change_site(
    *,
    site_id: int,
    name: str,
    kind: str,
    importance: int,
    by: Member,
    now: datetime,
    position: Position | None = None,
    outline: Geometry | None = None,
    address: str = "",
    note: str = "",
    not_secret: bool = False,
) -> Site:
    """Correct what is said of one's own site. Refuses as `list_site` does."""
    site = own_site(site_id, by)
    _describe(site, name, kind, importance, address, note, not_secret=not_secret)
    _place(site, position, outline)
    site.save()
    journal.record(SiteChanged(site.id), by=by, at=now, circle_id=site.circle_id)
    return site


def remove_site(*, site_id: int, by: Member, now: datetime) -> Site:
    """Take one's own site off the list and the map, with all that lies in it."""
    return remove(own_site(site_id, by), SiteRemoved(site_id), by=by, now=now)


def own_site(site_id: int, by: Member) -> Site:
    """A standing site of the organization `by` acts for, locked.

    Raises Site.DoesNotExist, NotYourPlace, and PlaceWasRemoved.
    """
    return own(queries.sites_for(by), site_id, by)


def _describe(
    site: Site,
    name: str,
    kind: str,
    importance: int,
    address: str,
    note: str,
    *,
    not_secret: bool,
) -> None:
    site.name = name_from(name, NAME_LIMIT, not_secret=not_secret)
    with about("address"):
        site.address = clean_line(address, ADDRESS_LIMIT, not_secret=not_secret)
    with about("note"):
        site.note = clean_text(note, NOTE_LIMIT, not_secret=not_secret)
    site.kind, site.importance = kind, importance


def _place(site: Site, position: Position | None, outline: Geometry | None) -> None:
    site.outline = outline_from(outline) if outline else None
    if position:
        position = position_from(*position)
    elif site.outline:
        position = rules.centre(site.outline)
    else:
        raise SiteNeedsPosition
    if site.outline and not rules.within(site.outline, position):
        metres = rules.distance(position, rules.nearest(site.outline, position))
        if metres > BESIDE:
            raise CentreOutsideOutline(metres=round(metres))
    site.latitude, site.longitude = position
