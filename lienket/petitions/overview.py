"""What petitions show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.petitions import queries


@shows
def petitions(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """How many wait for an answer, and how many of them are overdue."""
    counted = queries.total(queries.in_circle(by, circle.id), now)
    waiting = counted.open + counted.overdue
    if not waiting:
        return
    words = ngettext("{count} waits for an answer", "{count} wait for an answer", waiting)
    said = words.format(count=waiting)
    if counted.overdue:
        said += " · " + _("{count} overdue").format(count=counted.overdue)
    yield Line(reverse("petitions:list", args=[circle.id]), "message-2", _("Petitions"), said)
