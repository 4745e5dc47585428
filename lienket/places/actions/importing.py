"""Putting the places of a file on the map: read, shown, and only then done, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.circles.actions import open_circle
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.places import queries
from lienket.places.actions.corridors import list_corridor
from lienket.places.actions.shapes import MANAGE, PlaceNeedsName, ShapeUnreadable, point_from
from lienket.places.actions.sites import list_site
from lienket.places.actions.waypoints import set_waypoint
from lienket.places.actions.zones import draw_zone
from lienket.places.importing import Row, own, read_file
from lienket.places.models import Corridor, Import, Site, Waypoint, Zone
from lienket.places.rules import Geometry, Position, turned

FILE_NAME_LIMIT = 200

Place: TypeAlias = Site | Zone | Corridor | Waypoint


class AlreadyThere(Refusal):
    """It is on the map under this name already."""


class DrawnFromAnother(Refusal):
    """It is drawn from its corridor, which stands in a row of its own."""


class NoSiteOfThatName(Refusal):
    """Put its site on the map first: it is in none of yours."""


class NothingToImport(Refusal):
    """Choose a file first."""


class NothingUsable(Refusal):
    """None of these places can be put on the map. Correct the file and read it again."""


@dataclass(frozen=True)
class Wanted:
    """What the shapes of a file shall become; a row that says its own kind keeps it."""

    #: "waypoint" or "site".
    points: str = "waypoint"
    point_kind: str = Waypoint.Kind.OTHER
    #: "site", or "zone" of `site_id`.
    areas: str = "site"
    site_kind: str = Site.Kind.OTHER
    importance: int = Site.Importance.ORDINARY
    line_kind: str = Corridor.Kind.POWER_LINE
    width: float = 15.0
    #: To which site points and zones belong.
    site_id: int | None = None
    #: Latitude and longitude are the wrong way round in the file.
    turned: bool = False


@dataclass(frozen=True)
class Outcome:
    """What happens to one row: what it becomes, or why it is left out."""

    row: Row
    made: Place | None = None
    refusal: Refusal | None = None

    @property
    def noun(self) -> str:
        """What it becomes, in words."""
        nouns = {Site: _("Site"), Zone: _("Zone"), Corridor: _("Corridor"), Waypoint: _("Point")}
        return nouns[type(self.made)] if self.made else ""


@dataclass(frozen=True)
class Preview:
    """What would happen to each row."""

    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def usable(self) -> list[Outcome]:
        """The rows that can be put on the map."""
        return [one for one in self.outcomes if one.made]

    @property
    def places(self) -> list[Place]:
        """What is put on the map."""
        return [one.made for one in self.outcomes if one.made]

    @property
    def refused(self) -> list[Outcome]:
        """The rows that are left out."""
        return [one for one in self.outcomes if one.refusal]


def read_places(
    *, circle_id: int, file_name: str, content: bytes, by: Member, now: datetime
) -> Import:
    """Read a file and keep its rows until they are put on the map, or another file is read.

    Raises Circle.DoesNotExist, CircleClosed, and the refusals of `importing`.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    rows = [row.as_json() for row in read_file(content)]
    kept, _new = Import.objects.update_or_create(
        organization_id=by.organization_id,
        circle=circle,
        defaults={"file_name": file_name[:FILE_NAME_LIMIT], "rows": rows, "read_at": now},
    )
    return kept


def preview_import(*, circle_id: int, wanted: Wanted, by: Member, now: datetime) -> Preview:
    """What would happen, by doing it and undoing it again. Raises NothingToImport."""
    by.require(MANAGE)
    rows = _rows(circle_id, by)
    with transaction.atomic():
        outcomes = _put(circle_id, rows, wanted, by, now)
        transaction.set_rollback(True)
    return Preview(outcomes)


def apply_import(*, circle_id: int, wanted: Wanted, by: Member, now: datetime) -> Preview:
    """Put the rows that can be put on the map there, and forget the file.

    Raises NothingToImport, and NothingUsable when all rows are refused.
    """
    by.require(MANAGE)
    rows = _rows(circle_id, by)
    done = Preview(_put(circle_id, rows, wanted, by, now))
    if not done.usable:
        raise NothingUsable
    Import.objects.filter(organization_id=by.organization_id, circle_id=circle_id).delete()
    return done


def _rows(circle_id: int, by: Member) -> list[Row]:
    kept = Import.objects.filter(organization_id=by.organization_id, circle_id=circle_id).first()
    if kept is None:
        raise NothingToImport
    open_circle(circle_id, by)
    return [Row(**row) for row in kept.rows]


def _put(
    circle_id: int, rows: Sequence[Row], wanted: Wanted, by: Member, now: datetime
) -> list[Outcome]:
    there = _names(circle_id, by)
    outcomes = []
    # Zones want their site, which may stand further down in the file.
    for row in sorted(rows, key=lambda row: own.noun_of(row) == "zone"):
        try:
            with transaction.atomic():
                outcomes.append(Outcome(row, _make(circle_id, row, wanted, there, by, now)))
        except Refusal as refusal:
            outcomes.append(Outcome(row, refusal=refusal))
    return sorted(outcomes, key=lambda one: one.row.number)


def _names(circle_id: int, by: Member) -> set[tuple[str, str]]:
    """What the organization has on the map already, by noun and name."""
    own = {"organization_id": by.organization_id}
    there = {("site", one.name) for one in queries.sites_of(circle_id, by).filter(**own)}
    there |= {("corridor", one.name) for one in queries.corridors_of(circle_id, by).filter(**own)}
    there |= {("waypoint", one.name) for one in queries.waypoints_of(circle_id, by).filter(**own)}
    return there | {(f"zone of {one.site_id}", one.name) for one in queries.zones_of(circle_id, by)}


def _make(
    circle_id: int,
    row: Row,
    wanted: Wanted,
    there: set[tuple[str, str]],
    by: Member,
    now: datetime,
) -> Place:
    """Put one row on the map.

    Refuses as the actions of each noun do, AlreadyThere, DrawnFromAnother and NoSiteOfThatName.
    """
    if own.is_drawn_from_another(row):
        raise DrawnFromAnother
    name = row.name.strip()
    if not name:
        raise PlaceNeedsName
    if row.geometry is None:
        raise ShapeUnreadable
    geometry = turned(row.geometry) if wanted.turned else row.geometry
    noun = own.noun_of(row) or _noun(geometry, wanted)
    if noun == "zone":
        wanted = replace(wanted, site_id=_site_of(circle_id, row, wanted, by))
    key = (f"zone of {wanted.site_id}" if noun == "zone" else noun, name)
    if key in there:
        raise AlreadyThere
    made = _one(circle_id, noun, name, row, geometry, wanted, by, now)
    there.add(key)
    return made


def _site_of(circle_id: int, row: Row, wanted: Wanted, by: Member) -> int | None:
    """The site of a zone: the one that was chosen, else the own one that the row names."""
    name = row.facts.get("site_name")
    if wanted.site_id or not name:
        return wanted.site_id
    sites = queries.sites_of(circle_id, by).filter(organization_id=by.organization_id, name=name)
    site = sites.first()
    if site is None:
        raise NoSiteOfThatName
    return site.id


def _noun(geometry: Geometry, wanted: Wanted) -> str:
    kind = str(geometry.get("type"))
    if kind == "Point":
        return wanted.points
    return "corridor" if kind.endswith("LineString") else wanted.areas


def _one(
    circle_id: int,
    noun: str,
    name: str,
    row: Row,
    geometry: Geometry,
    wanted: Wanted,
    by: Member,
    now: datetime,
) -> Place:
    note = row.facts.get("note") or row.facts.get("description") or ""
    if noun == "site":
        position: Position | None = None
        if geometry.get("type") == "Point":
            position = point_from(geometry)
        return list_site(
            circle_id=circle_id,
            name=name,
            kind=_kind(row, Site.Kind.values, wanted.site_kind),
            importance=int(own.number(row, "importance", wanted.importance)),
            position=position,
            outline=None if position else geometry,
            address=row.facts.get("address", ""),
            note=note,
            by=by,
            now=now,
        )
    if noun == "zone":
        return draw_zone(
            site_id=wanted.site_id or 0,
            name=name,
            kind=_kind(row, Zone.Kind.values, Zone.Kind.OTHER),
            outline=geometry,
            by=by,
            now=now,
        )
    if noun == "corridor":
        return list_corridor(
            circle_id=circle_id,
            name=name,
            kind=_kind(row, Corridor.Kind.values, wanted.line_kind),
            width=own.number(row, "width", wanted.width),
            voltage=int(own.number(row, "voltage", 0)) or None,
            line=geometry,
            site_id=wanted.site_id,
            note=note,
            by=by,
            now=now,
        )
    return set_waypoint(
        circle_id=circle_id,
        name=name,
        kind=_kind(row, Waypoint.Kind.values, wanted.point_kind),
        position=point_from(geometry),
        site_id=wanted.site_id,
        note=note,
        by=by,
        now=now,
    )


def _kind(row: Row, known: Sequence[str], otherwise: str) -> str:
    said = row.facts.get("code") or row.facts.get("kind", "")
    return said if said in known else otherwise
