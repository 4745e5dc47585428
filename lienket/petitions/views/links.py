"""What the link of a petition's letter opens: answering it, or judging the answer, without sign-in.

Whoever holds it acts for one organization; opening it records nothing.
"""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.kernel.actors import LinkHolder
from lienket.petitions import actions, queries
from lienket.petitions.forms import AnswerForm, SatisfactionForm
from lienket.petitions.models import Petition
from lienket.petitions.standing import Row
from lienket.petitions.views.page import history


@opens(queries.KIND)
def petition(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The petition for whoever asks or answers; for the others only that somebody is silent."""
    found = queries.petitions_for(holder).first()
    message = Message.objects.get(id=holder.message_id)
    own = message.about_id == message.organization_id
    if found is None or (message.purpose == Message.Purpose.ESCALATION and not own):
        return render(request, "plans/link_silence.html", {"envelope": envelope})
    if found.responsible_id == holder.organization_id:
        return _answering(request, holder, token, found)
    return _judging(request, holder, token, found)


def _answering(
    request: HttpRequest, holder: LinkHolder, token: str, found: Petition
) -> HttpResponseBase:
    form = AnswerForm(request.POST or None)
    # Files need a sign-in: a link may be passed on.
    del form.fields["attachments"]
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.answer(
                petition_id=found.id,
                text=form.cleaned_data["text"],
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    page = {"answers": True, "may_act": found.withdrawn_at is None}
    return _shown(request, found, form, page)


def _judging(
    request: HttpRequest, holder: LinkHolder, token: str, found: Petition
) -> HttpResponseBase:
    form = SatisfactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.judge(
                petition_id=found.id,
                satisfied=form.cleaned_data["satisfied"],
                words=form.cleaned_data["words"],
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    kept = found.withdrawn_at is None and found.answered_at is not None
    return _shown(request, found, form, {"answers": False, "may_act": kept})


def _shown(
    request: HttpRequest,
    found: Petition,
    form: AnswerForm | SatisfactionForm,
    page: dict[str, bool],
) -> HttpResponseBase:
    shown = {
        **page,
        "petition": found,
        "row": Row.of(found, timezone.now()),
        "lines": history(found),
        "form": form,
        "by_link": True,
    }
    status = 422 if form.errors else 200
    return render(request, "petitions/link.html", shown, status=status)
