"""What the link of a letter about a campaign opens: it only tells, nothing is asked."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from lienket.campaigns import queries
from lienket.campaigns.actions.common import today as local_day
from lienket.campaigns.standing import Row
from lienket.campaigns.views.campaigns import demands
from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope
from lienket.kernel.actors import LinkHolder


@opens(queries.OVER)
@opens(queries.BEGINS)
@opens(queries.CHANGED)
@opens(queries.ANNOUNCED)
def campaign(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """What the campaign demands of the holder's organization."""
    found = queries.campaigns_for(holder).get()
    today = local_day(timezone.now())
    own = [
        row
        for row in demands(found, today)
        if holder.organization_id in {party.id for party in row["parties"]}
    ]
    page = {"campaign": found, "row": Row.of(found, today), "demands": own}
    return render(request, "campaigns/link.html", page)
