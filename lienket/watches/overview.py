"""What watches show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.watches import queries
from lienket.watches.actions.common import today


@shows
def watches(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """How many places are watched, and how many wait for a decision."""
    waiting = queries.open_in(by, circle.id).count()
    running = queries.running_in(by, circle.id, today(now)).count()
    said = []
    if waiting:
        words = ngettext("{count} waits for a decision", "{count} wait for a decision", waiting)
        said.append(words.format(count=waiting))
    if running:
        words = ngettext("{count} place is watched", "{count} places are watched", running)
        said.append(words.format(count=running))
    if said:
        url = reverse("watches:list", args=[circle.id])
        yield Line(url, "eye", _("Heightened watches"), " · ".join(said))
