"""What incidents show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.incidents import queries
from lienket.kernel.actors import Member
from lienket.kernel.words import moment


@shows
def open_incidents(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """How many are open, and when the latest happened."""
    running = queries.incidents_for(by).filter(circle=circle, closed_at=None, exercise=False)
    latest = running.first()
    if latest is None:
        return
    count = running.count()
    words = ngettext("{count} open incident", "{count} open incidents", count)
    yield Line(
        f"{reverse('incidents:list', args=[circle.id])}?state=open",
        "alert-octagon",
        words.format(count=count),
        moment(latest.happened_at),
    )
