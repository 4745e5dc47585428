"""The verbs of the module, by noun."""

from lienket.places.actions.contacts import Line, set_contacts
from lienket.places.actions.corridors import (
    TowerDraft,
    change_corridor,
    list_corridor,
    remove_corridor,
)
from lienket.places.actions.importing import (
    Preview,
    Wanted,
    apply_import,
    preview_import,
    read_places,
)
from lienket.places.actions.shapes import MANAGE, position_from
from lienket.places.actions.sites import change_site, list_site, remove_site
from lienket.places.actions.waypoints import change_waypoint, remove_waypoint, set_waypoint
from lienket.places.actions.zones import change_zone, draw_zone, remove_zone

__all__ = [
    "MANAGE",
    "Line",
    "Preview",
    "TowerDraft",
    "Wanted",
    "apply_import",
    "change_corridor",
    "change_site",
    "change_waypoint",
    "change_zone",
    "draw_zone",
    "list_corridor",
    "list_site",
    "position_from",
    "preview_import",
    "read_places",
    "remove_corridor",
    "remove_site",
    "remove_waypoint",
    "remove_zone",
    "set_contacts",
    "set_waypoint",
]
