"""The pages of the module, by noun."""

from lienket.places.views.corridors import (
    corridor,
    corridor_create,
    corridor_edit,
    corridor_remove,
)
from lienket.places.views.importing import import_apply, import_upload
from lienket.places.views.maps import features, map_page, places
from lienket.places.views.sites import contacts, site, site_create, site_edit, site_remove
from lienket.places.views.waypoints import (
    waypoint,
    waypoint_create,
    waypoint_edit,
    waypoint_remove,
)
from lienket.places.views.zones import zone_create, zone_edit, zone_remove

__all__ = [
    "contacts",
    "corridor",
    "corridor_create",
    "corridor_edit",
    "corridor_remove",
    "features",
    "import_apply",
    "import_upload",
    "map_page",
    "places",
    "site",
    "site_create",
    "site_edit",
    "site_remove",
    "waypoint",
    "waypoint_create",
    "waypoint_edit",
    "waypoint_remove",
    "zone_create",
    "zone_edit",
    "zone_remove",
]
