"""What inspections show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.inspections.queries import findings as queries
from lienket.kernel.actors import Member


@shows
def findings(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """How many findings are open, and how many of them are overdue."""
    counted = queries.counted(queries.in_circle(by, circle.id), now)
    still = sum(counted.values()) - counted["closed"]
    if not still:
        return
    words = ngettext("{count} open", "{count} open", still).format(count=still)
    if counted["overdue"]:
        words += " · " + _("{count} overdue").format(count=counted["overdue"])
    url = reverse("inspections:list", args=[circle.id])
    yield Line(url, "shield-x", _("Findings"), words)
