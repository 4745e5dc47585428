"""Listing corridors with their towers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lienket.circles.actions import open_circle
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.places import queries, rules
from lienket.places.actions.own import name_from, own, remove
from lienket.places.actions.shapes import (
    MANAGE,
    NAME_LIMIT,
    NOTE_LIMIT,
    line_from,
    position_from,
)
from lienket.places.events import CorridorChanged, CorridorListed, CorridorRemoved
from lienket.places.models import Corridor, Site, Tower
from lienket.places.rules import Geometry, Position

NUMBER_LIMIT = 20
WIDEST = 1000  # metres
MOST_TOWERS = 2000
#: A tower farther from its line than this was mistyped.
OFF_THE_LINE = 500  # metres


class CorridorNeedsLine(Refusal):
    """Draw the line, or give the positions of at least two towers."""

    field = "shape"


class WidthOutOfBounds(Refusal):
    """The width of the strip lies between 1 and {widest} metres."""

    field = "width"


class TowerNeedsNumber(Refusal):
    """Line {row}: give the number that is painted on the tower."""

    field = "towers"


class TowerTwice(Refusal):
    """Tower {number} is named twice."""

    field = "towers"


class TooManyTowers(Refusal):
    """At most {most} towers can be kept. Divide the line into sections."""

    field = "towers"


class TowerOffLine(Refusal):
    """Tower {number} stands {metres} m from the line. Check its position."""

    field = "towers"


class NoSuchSite(Refusal):
    """Choose a site of this circle."""

    field = "site"


@dataclass(frozen=True)
class TowerDraft:
    """A tower as it comes in, in the order along the line."""

    number: str
    position: Position


def list_corridor(
    *,
    circle_id: int,
    name: str,
    kind: str,
    width: float,
    by: Member,
    now: datetime,
    line: Geometry | None = None,
    towers: Sequence[TowerDraft] = (),
    voltage: int | None = None,
    site_id: int | None = None,
    note: str = "",
    not_secret: bool = False,
) -> Corridor:
    """Put a corridor that the organization `by` acts for looks after on the map of a circle.

    Without a line, it runs from tower to tower. Raises Circle.DoesNotExist, CircleClosed, and the
    refusals about the fields.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    corridor = Corridor(circle=circle, organization_id=by.organization_id, listed_at=now)
    _describe(corridor, name, kind, width, voltage, site_id, note, not_secret=not_secret)
    _run(corridor, line, towers)
    corridor.save()
    _put(corridor, towers)
    journal.record(CorridorListed(corridor.id), by=by, at=now, circle_id=circle.id)
    return corridor


def change_corridor(
    *,
    corridor_id: int,
    name: str,
    kind: str,
    width: float,
    by: Member,
    now: datetime,
    line: Geometry | None = None,
    towers: Sequence[TowerDraft] = (),
    voltage: int | None = None,
    site_id: int | None = None,
    note: str = "",
    not_secret: bool = False,
) -> Corridor:
    """Correct one's own corridor; `towers` take the place of all there were.

    Refuses as `list_corridor` does.
    """
    corridor = own_corridor(corridor_id, by)
    _describe(corridor, name, kind, width, voltage, site_id, note, not_secret=not_secret)
    _run(corridor, line, towers)
    corridor.save()
    _put(corridor, towers)
    journal.record(CorridorChanged(corridor.id), by=by, at=now, circle_id=corridor.circle_id)
    return corridor


def remove_corridor(*, corridor_id: int, by: Member, now: datetime) -> Corridor:
    """Take one's own corridor off the map."""
    return remove(own_corridor(corridor_id, by), CorridorRemoved(corridor_id), by=by, now=now)


def own_corridor(corridor_id: int, by: Member) -> Corridor:
    """A standing corridor of the organization `by` acts for, locked.

    Raises Corridor.DoesNotExist, NotYourPlace, and PlaceWasRemoved.
    """
    return own(queries.corridors_for(by), corridor_id, by)


def _describe(
    corridor: Corridor,
    name: str,
    kind: str,
    width: float,
    voltage: int | None,
    site_id: int | None,
    note: str,
    *,
    not_secret: bool,
) -> None:
    corridor.name = name_from(name, NAME_LIMIT, not_secret=not_secret)
    with about("note"):
        corridor.note = clean_text(note, NOTE_LIMIT, not_secret=not_secret)
    # Written this way round, "not a number" is refused as well.
    if not 1 <= width <= WIDEST:
        raise WidthOutOfBounds(widest=WIDEST)
    require_site(corridor.circle_id, site_id)
    corridor.kind, corridor.width = kind, width
    corridor.voltage, corridor.site_id = voltage, site_id


def require_site(circle_id: int, site_id: int | None) -> None:
    """Refuse what is not a standing site of the circle."""
    sites = Site.objects.filter(circle_id=circle_id, removed_at=None)
    if site_id is not None and not sites.filter(id=site_id).exists():
        raise NoSuchSite


def _run(corridor: Corridor, line: Geometry | None, towers: Sequence[TowerDraft]) -> None:
    """Check the towers, and lead the corridor along the line or from tower to tower."""
    if len(towers) > MOST_TOWERS:
        raise TooManyTowers(most=MOST_TOWERS)
    numbers: set[str] = set()
    for row, tower in enumerate(towers, 1):
        with about("towers"):
            number = clean_line(tower.number, NUMBER_LIMIT)
        if not number:
            raise TowerNeedsNumber(row=row)
        if number in numbers:
            raise TowerTwice(number=number)
        numbers.add(number)
        with about("towers"):
            position_from(*tower.position)
    if line is None:
        if len(towers) < 2:
            raise CorridorNeedsLine
        points = [[one.position.longitude, one.position.latitude] for one in towers]
        line = {"type": "LineString", "coordinates": points}
    corridor.line = line_from(line)
    for tower in towers:
        metres = rules.off_line(corridor.line, tower.position)
        if metres > OFF_THE_LINE:
            raise TowerOffLine(number=tower.number, metres=round(metres))


def _put(corridor: Corridor, towers: Sequence[TowerDraft]) -> None:
    corridor.towers.all().delete()
    Tower.objects.bulk_create(
        Tower(
            circle_id=corridor.circle_id,
            corridor=corridor,
            number=clean_line(tower.number, NUMBER_LIMIT),
            position=position,
            latitude=tower.position.latitude,
            longitude=tower.position.longitude,
        )
        for position, tower in enumerate(towers, 1)
    )
