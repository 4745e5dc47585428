"""What commendations show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.commendations import queries
from lienket.kernel.actors import Member


@shows
def commendations(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """How many dossiers are being considered, and how many of them are overdue."""
    found = queries.dossiers_for(by).filter(queries.waiting(), circle=circle).order_by()
    waiting = found.count()
    if not waiting:
        return
    words = ngettext("{count} is being considered", "{count} are being considered", waiting)
    said = words.format(count=waiting)
    if overdue := found.filter(due_at__lt=now).count():
        said += " · " + _("{count} overdue").format(count=overdue)
    yield Line(reverse("commendations:list", args=[circle.id]), "award", _("Commendations"), said)
