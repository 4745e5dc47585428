"""What reviews show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.reviews.queries.reviews import reviews_for


@shows
def latest(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """The latest one, and where it stands."""
    for one in reviews_for(by).filter(circle=circle)[:1]:
        stands = _("frozen") if one.frozen_at else _("being made")
        words = f"{one.title} · {one.ends_on:%d/%m/%Y} · {stands}"
        yield Line(reverse("reviews:review", args=[one.id]), "chart-bar", _("Review"), words)
