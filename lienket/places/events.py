"""What happens to places."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class SiteListed(News):
    site_id: int


@dataclass(frozen=True)
class SiteChanged(News):
    site_id: int


@dataclass(frozen=True)
class SiteRemoved(News):
    """Taken off the list and the map."""

    site_id: int


@dataclass(frozen=True)
class ContactPlanSet(News):
    site_id: int


@dataclass(frozen=True)
class ZoneDrawn(News):
    zone_id: int
    site_id: int


@dataclass(frozen=True)
class ZoneRemoved(News):
    zone_id: int
    site_id: int


@dataclass(frozen=True)
class CorridorListed(News):
    corridor_id: int


@dataclass(frozen=True)
class CorridorChanged(News):
    """Its description, its line or its towers."""

    corridor_id: int


@dataclass(frozen=True)
class CorridorRemoved(News):
    corridor_id: int


@dataclass(frozen=True)
class WaypointSet(News):
    """Set up or moved."""

    waypoint_id: int


@dataclass(frozen=True)
class WaypointRemoved(News):
    waypoint_id: int
