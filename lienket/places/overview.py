"""What places show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.places import queries


@shows
def places(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """The map, and how many protected sites stand on it."""
    count = queries.sites_of(circle.id, by).count()
    if count:
        words = ngettext("{count} protected site", "{count} protected sites", count)
        yield Line(
            reverse("places:map", args=[circle.id]), "map-2", _("Map"), words.format(count=count)
        )
