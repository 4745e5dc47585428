"""What this module shows on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.awareness import queries
from lienket.awareness.actions.common import today as local_day
from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member


@shows
def movements(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """The movements that run today."""
    today = local_day(now)
    running = queries.movements_in(by, circle.id).filter(
        starts_on__lte=today, ends_on__gte=today, closed_at=None
    )
    for one in running:
        url = reverse("awareness:movement", args=[one.id])
        words = f"{one.title} · {one.starts_on:%d/%m/%Y} – {one.ends_on:%d/%m/%Y}"
        yield Line(url, "heart-handshake", _("Movement"), words)
