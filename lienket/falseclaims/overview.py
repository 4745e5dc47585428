"""What false claims show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.falseclaims import queries
from lienket.kernel.actors import Member


@shows
def claims(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """How many are to be verified, and of how many the public is warned."""
    found = queries.claims_for(by).filter(circle=circle)
    counts = {
        state: found.filter(queries.in_state(state, now)).count()
        for state in ("open", "overdue", "published")
    }
    waiting, said = counts["open"] + counts["overdue"], []
    if waiting:
        words = ngettext("{count} to be verified", "{count} to be verified", waiting)
        said.append(words.format(count=waiting))
    if counts["overdue"]:
        said.append(_("{count} overdue").format(count=counts["overdue"]))
    if counts["published"]:
        words = ngettext("{count} public warning", "{count} public warnings", counts["published"])
        said.append(words.format(count=counts["published"]))
    if said:
        address = reverse("falseclaims:list", args=[circle.id])
        yield Line(address, "message-report", _("False claims"), " · ".join(said))
