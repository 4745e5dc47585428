"""What the link of a letter about a dossier opens: it tells; considering needs a sign-in."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from lienket.commendations import queries
from lienket.commendations.standing import Row
from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.kernel.actors import LinkHolder


@opens(queries.KIND)
def dossier(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """What is proposed, without any name; for others only that somebody is silent."""
    found = queries.dossiers_for(holder).first()
    message = Message.objects.get(id=holder.message_id)
    own = message.about_id == message.organization_id
    if found is None or (message.purpose == Message.Purpose.ESCALATION and not own):
        return render(request, "plans/link_silence.html", {"envelope": envelope})
    page = {
        "dossier": found,
        "row": Row.of(found, timezone.now()),
        "count": queries.recipients_of(found).count(),
    }
    return render(request, "commendations/link.html", page)
