"""What places give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from lienket.circles.exports import Part, contributes, table
from lienket.kernel.actors import Member
from lienket.places.models import Contact, Corridor, Site, Tower, Waypoint, Zone


@contributes
def places(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The places it looked after, with all that lies in them."""
    own = {"circle_id__in": circles, "organization_id": by.organization_id}
    sites, corridors = Site.objects.filter(**own), Corridor.objects.filter(**own)
    yield table("sites", sites)
    yield table("zones", Zone.objects.filter(circle_id__in=circles, site__in=sites))
    yield table("site_contacts", Contact.objects.filter(circle_id__in=circles, site__in=sites))
    yield table("corridors", corridors)
    yield table("towers", Tower.objects.filter(circle_id__in=circles, corridor__in=corridors))
    yield table("waypoints", Waypoint.objects.filter(**own))
