"""What regulations show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.regulations import queries
from lienket.regulations.words import STATES

MOST = 3


@shows
def agreements(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """The latest regulations with their state and term."""
    today = queries.local_day(now)
    found = queries.with_state(by, today).filter(circle=circle).order_by("-drafted_at")
    for one in found[:MOST]:
        words = str(STATES[queries.state_of(one, today)])
        if one.valid_to:
            words = _("{state}, until {day}").format(state=words, day=f"{one.valid_to:%d/%m/%Y}")
        address = reverse("regulations:regulation", args=[one.id])
        yield Line(address, "gavel", one.title, f"{one.code} · {words}" if one.code else words)
