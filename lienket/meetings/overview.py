"""What meetings show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.kernel.words import moment
from lienket.meetings import queries


@shows
def next_meeting(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """The next one to which members are invited."""
    coming = queries.meetings_for(by).filter(
        circle=circle, starts_at__gt=now, invited_at__isnull=False, cancelled_at=None
    )
    for one in coming.order_by("starts_at")[:1]:
        address = reverse("meetings:meeting", args=[one.id])
        yield Line(address, "calendar-event", one.title, moment(one.starts_at))
