"""Watches as a layer of the map, and incidents around a place as a picture."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.circles.models import Circle
from lienket.incidents.models import Incident
from lienket.incidents.queries import position_of
from lienket.kernel.actors import Actor
from lienket.places.layers import Feature, Period, layer, point
from lienket.places.picture import Picture, bounds_of, draw
from lienket.places.rules import Position
from lienket.places.shown import of_any
from lienket.watches import queries
from lienket.watches.models import Proposal


@layer("watches", gettext_lazy("Heightened watches"), "eye")
def watches(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
    """The places that are watched today."""
    for one in queries.running_in(by, circle.id, timezone.localdate()):
        yield Feature(
            point(one.proposal.position),
            one.proposal.where or one.reference,
            _("Heightened watch"),
            "eye",
            reverse("watches:watch", args=[one.id]),
        )


def picture(proposal: Proposal, around: Iterable[Incident]) -> Picture:
    """The place with the incidents near it."""
    drawn = [
        (
            "incidents",
            Feature(point(there), one.reference, one.get_kind_display(), one.icon),
        )
        for one in around
        if (there := position_of(one) or _site_of(one))
    ]
    middle = Feature(point(proposal.position), "", _("Heightened watch"), "eye")
    listed = [
        (name, feature)
        for place in (proposal.corridor, proposal.site, proposal.zone)
        if place
        for name, feature in of_any(place)
        if feature.geometry["type"] != "Point"
    ]
    in_sight = [feature for _name, feature in drawn] + [middle]
    return draw([*listed, ("watches", middle), *drawn], bounds_of(in_sight))


def _site_of(incident: Incident) -> Position | None:
    site = incident.site
    return Position(site.latitude, site.longitude) if site else None
