"""What the tests of places do with their hands: list a site, draw a square."""

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.places import actions
from lienket.places.models import Corridor, Site
from lienket.places.rules import Geometry, Position
from tests.cast import NOON

CENTRE = Position(13.355, 109.205)
LINE: Geometry = {
    "type": "LineString",
    "coordinates": [[109.21, 13.36], [109.22, 13.365], [109.235, 13.37]],
}


def square(centre: Position = CENTRE, half: float = 0.005) -> Geometry:
    """A square around a position; `half` of its side in degrees."""
    south, west = centre.latitude - half, centre.longitude - half
    north, east = centre.latitude + half, centre.longitude + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def list_site(circle: Circle, by: Member, **changes: object) -> Site:
    facts: dict[str, object] = {
        "name": "Nhà máy điện mặt trời Xuân Thọ 1",
        "kind": "power_plant",
        "importance": 1,
        "position": CENTRE,
        "outline": square(),
        "now": NOON,
    }
    with acting(by):
        return actions.list_site(circle_id=circle.id, by=by, **(facts | changes))  # type: ignore[arg-type]


def list_corridor(circle: Circle, by: Member, **changes: object) -> Corridor:
    facts: dict[str, object] = {
        "name": "Đường dây 110 kV Xuân Thọ",
        "kind": "power_line",
        "width": 15,
        "voltage": 110,
        "line": LINE,
        "now": NOON,
    }
    with acting(by):
        return actions.list_corridor(circle_id=circle.id, by=by, **(facts | changes))  # type: ignore[arg-type]
