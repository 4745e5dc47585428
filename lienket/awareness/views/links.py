"""What the links of letters open, without a sign-in."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from lienket.awareness import queries
from lienket.awareness.actions.common import today as local_day
from lienket.awareness.progress import rows_of
from lienket.awareness.standing import MovementRow
from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope
from lienket.kernel.actors import LinkHolder


@opens(queries.LAUNCHED)
def movement(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The kick-off of a movement, and how far it came."""
    found = queries.movements_for(holder).get()
    page = {
        "movement": found,
        "row": MovementRow.of(found, local_day(timezone.now())),
        "goals": rows_of(found),
    }
    return render(request, "awareness/link_movement.html", page)
