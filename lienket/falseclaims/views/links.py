"""What the link of a letter opens, without sign-in: verifying a claim, or reading a warning.

Whoever holds it acts for one organization; opening it records nothing.
"""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.falseclaims import actions, queries
from lienket.falseclaims.forms import WordsForm
from lienket.falseclaims.views.page import facts
from lienket.kernel.actors import LinkHolder


@opens(queries.VERIFY)
@opens(queries.WARN)
def claim(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The claim for members; for a superior only that somebody is silent."""
    found = queries.claims_for(holder).first()
    message = Message.objects.get(id=holder.message_id)
    own = message.about_id == message.organization_id
    if found is None or (message.purpose == Message.Purpose.ESCALATION and not own):
        return render(request, "plans/link_silence.html", {"envelope": envelope})
    form = WordsForm(request.POST or None)
    page = facts(found)
    asked = found.verifier_id == holder.organization_id and page["row"].waits
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.verify(
                claim_id=found.id,
                words=form.words,
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    shown = {**page, "form": form, "may_verify": asked}
    return render(request, "falseclaims/link.html", shown, status=422 if form.errors else 200)
