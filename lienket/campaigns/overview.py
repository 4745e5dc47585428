"""What campaigns show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.campaigns import queries
from lienket.campaigns.actions.common import today as local_day
from lienket.campaigns.standing import Row
from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member


@shows
def campaigns(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """Those that run, and those that come."""
    today = local_day(now)
    for one in queries.going_on(by, circle.id, today):
        days = f"{one.starts_on:%d/%m} – {one.ends_on:%d/%m/%Y}"
        words = f"{one.title} · {days} · {Row.of(one, today).time}"
        url = reverse("campaigns:campaign", args=[one.id])
        yield Line(url, "flag", _("High-peak campaign"), words)
