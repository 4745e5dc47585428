"""What the link of a letter about a review opens: it is approved without signing in.

Whoever holds it answers for one organization; opening it records nothing.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.kernel.actors import LinkHolder
from lienket.kernel.forms import round_in
from lienket.reviews import actions
from lienket.reviews.forms import VerdictForm
from lienket.reviews.queries import reviews as queries
from lienket.reviews.views.reviews import sections_of
from lienket.reviews.views.tables import review_rows


@opens(queries.REVIEW)
def review(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The review, and whether the holder's organization approves it."""
    one = queries.reviews_for(holder).get()
    message = Message.objects.select_related("about", "organization").get(id=holder.message_id)
    approvals = list(queries.approvals_of(one))
    page: dict[str, Any] = {
        "review": one,
        "message": message,
        "silent": [a for a in approvals if not a.verdict],
    }
    escalated = message.purpose == Message.Purpose.ESCALATION
    mine = None
    if not escalated or message.about_id == message.organization_id:
        mine = queries.approvals_for(holder).first()
    if not mine or (one.shared_at is None and one.frozen_at is None):
        # Told of the silence of others, or taken back meanwhile: where it stands, nothing else.
        return render(request, "reviews/link_silence.html", page)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.judge(
                review_id=one.id,
                verdict=form.cleaned_data["verdict"],
                reason=form.cleaned_data["reason"],
                seen=round_in(request.POST),
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    page |= {
        "form": form,
        "mine": mine,
        "asked": one.frozen_at is None,
        "sections": sections_of(one),
        "groups": list(review_rows(one, one.lines.order_by("position"))),
        "by_link": True,
    }
    status = 422 if form.errors else 200
    answer: HttpResponse = render(request, "reviews/link.html", page, status=status)
    return answer
