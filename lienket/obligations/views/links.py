"""What the signed link of a duty opens: what is due, and a short answer, without a sign-in."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.kernel.actors import LinkHolder
from lienket.obligations import actions, queries
from lienket.obligations.actions.answers import MAY_BE_NOTHING
from lienket.obligations.forms import FulfilForm
from lienket.obligations.views.occurrences import page_of_link


@opens("duty")
def duty(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """What is due; for whoever is told of a silence, only that and who."""
    now = timezone.now()
    message = Message.objects.select_related("about").get(id=holder.message_id)
    occurrence = (
        queries.asked_through(holder, envelope.id)
        .select_related("organization", "duty__asker")
        .first()
    )
    ours = occurrence and holder.organization_id in (
        occurrence.organization_id,
        *occurrence.duty.jointly,
    )
    if occurrence is None or not ours or message.purpose == Message.Purpose.ESCALATION:
        told = {"envelope": envelope, "silent": message.about}
        return render(request, "obligations/link_silence.html", told)
    form = FulfilForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.fulfil(
                occurrence_id=occurrence.id,
                text=form.cleaned_data["text"],
                nothing_to_report="nothing" in request.POST,
                by=holder,
                now=now,
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    page = page_of_link(occurrence, holder, now)
    # Files need a sign-in: a link may be passed on.
    page["words_are_enough"] = page["obligation"].proof in MAY_BE_NOTHING
    page |= {"form": form, "token": token}
    status = 422 if request.method == "POST" else 200
    return render(request, "obligations/link.html", page, status=status)
