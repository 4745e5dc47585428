"""What the link of a letter about an incident opens: it is answered without signing in.

Whoever holds it answers for one organization; opening it records nothing.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.incidents import actions, queries
from lienket.incidents.forms import HelpForm, ReceiptForm
from lienket.incidents.models import Offer, Referral
from lienket.incidents.views.aid import VERBS
from lienket.kernel.actors import LinkHolder


@opens(queries.INCIDENT)
def incident(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """What happened; nothing is asked."""
    return _shown(request, holder, envelope, {})


@opens(queries.AID)
def aid(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """What is needed, and whether the holder's organization helps."""
    mine = queries.offers_for(holder).first() if _own_matter(holder) else None
    if mine is None:
        waiting = Offer.objects.filter(ask__envelope=envelope, ask__settled_at=None)
        silent = waiting.select_related("organization")
        return _silence(request, envelope, [one.organization for one in silent])
    form = HelpForm(request.POST or None)
    verb = request.POST.get("verb", "")
    if request.method == "POST" and verb in VERBS and form.is_valid():
        with form.refusals():
            VERBS[verb](
                offer_id=mine.id,
                words=form.cleaned_data["words"],
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    open_ = mine.state in {Offer.State.ASKED, Offer.State.OFFERED}
    may = open_ and mine.aid.withdrawn_at is None and mine.aid.incident.closed_at is None
    return _shown(request, holder, envelope, {"mine": mine, "form": form, "may_help": may})


@opens(queries.REFERRAL)
def referral(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """What is handed over, and that it was received."""
    mine = queries.referrals_to(holder).first() if _own_matter(holder) else None
    if mine is None:
        waiting = Referral.objects.filter(ask__envelope=envelope, ask__settled_at=None)
        silent = waiting.select_related("police")
        return _silence(request, envelope, [one.police for one in silent])
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.receive_referral(
                referral_id=mine.id,
                police_number=form.cleaned_data["police_number"],
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    return _shown(request, holder, envelope, {"referral": mine, "form": form})


def _own_matter(holder: LinkHolder) -> bool:
    """Whether the letter asked its receiver, and did not report the silence of somebody else."""
    message = Message.objects.get(id=holder.message_id)
    escalated = message.purpose == Message.Purpose.ESCALATION
    return not escalated or message.about_id == message.organization_id


def _shown(
    request: HttpRequest, holder: LinkHolder, envelope: Envelope, more: dict[str, Any]
) -> HttpResponse:
    page = {"incident": queries.incidents_for(holder).get(), "envelope": envelope, **more}
    refused = more.get("form") and more["form"].errors
    return render(request, "incidents/link.html", page, status=422 if refused else 200)


def _silence(request: HttpRequest, envelope: Envelope, silent: list[Any]) -> HttpResponse:
    """Told of the silence of others: who is silent, and nothing of the content."""
    page = {"envelope": envelope, "silent": silent}
    return render(request, "incidents/link_silence.html", page)
