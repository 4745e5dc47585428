"""The tables of the module, by noun."""

from lienket.places.models.corridors import Corridor, Tower
from lienket.places.models.imports import Import
from lienket.places.models.sites import Contact, Site, Zone
from lienket.places.models.waypoints import Waypoint

__all__ = ["Contact", "Corridor", "Import", "Site", "Tower", "Waypoint", "Zone"]
