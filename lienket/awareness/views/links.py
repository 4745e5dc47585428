"""What the links of letters open, without a sign-in."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.awareness import queries
from lienket.awareness.actions.common import today as local_day
from lienket.awareness.progress import rows_of
from lienket.awareness.standing import MovementRow
from lienket.awareness.views.stories import answer_form, take_answer
from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
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


@opens(queries.STORY)
def story(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The story for whoever is asked about it; for others only that somebody is silent."""
    message = Message.objects.get(id=holder.message_id)
    passed_on = message.purpose == Message.Purpose.ESCALATION
    found = queries.stories_for(holder).first()
    if found is None or (passed_on and message.about_id != holder.organization_id):
        return render(request, "plans/link_silence.html", {"envelope": envelope})
    consent = queries.to_answer(holder).filter(story=found).first()
    form = answer_form(consent, request.POST or None) if consent else None
    if consent and form and form.is_bound and form.is_valid():
        with form.refusals():
            take_answer(consent, form, by=holder)
            return redirect("exchange:link", token)
    page = {"story": found, "consent": consent, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "awareness/link_story.html", page, status=status)
