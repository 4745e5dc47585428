"""What the link of a letter about a watch opens: confirming it, or reporting, without a sign-in.

Whoever holds it answers for one organization; opening it records nothing.
"""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.kernel.actors import LinkHolder
from lienket.watches import actions, queries
from lienket.watches.actions.common import today as local_day
from lienket.watches.forms import AnswerForm, ReportForm
from lienket.watches.models import Watcher
from lienket.watches.standing import Row
from lienket.watches.views.watches import facts


@opens(queries.KIND)
def watch(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The place for whoever watches; for the others only that somebody is silent."""
    own = queries.watchers_for(holder).first()
    message = Message.objects.get(id=holder.message_id)
    asked = (
        message.purpose != Message.Purpose.ESCALATION or message.about_id == holder.organization_id
    )
    if own is None or not asked:
        return render(request, "plans/link_silence.html", {"envelope": envelope})
    found = queries.watches_for(holder).get()
    row = Row.of(found, local_day(timezone.now()))
    form: AnswerForm | ReportForm | None = None
    if row.state == "running":
        form = AnswerForm(request.POST or None)
    elif row.state == "over":
        form = ReportForm(request.POST or None)
    if form is not None and request.method == "POST" and form.is_valid():
        with form.refusals():
            _act(form, own, holder, nothing="nothing" in request.POST)
            return redirect("exchange:link", token)
    page = {
        "watch": found,
        "proposal": found.proposal,
        "row": row,
        "watchers": facts([own]),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "watches/link.html", page, status=status)


def _act(form: AnswerForm | ReportForm, own: Watcher, holder: LinkHolder, *, nothing: bool) -> None:
    given, now = form.cleaned_data, timezone.now()
    if isinstance(form, AnswerForm):
        actions.answer(
            watcher_id=own.id,
            watches=given["watches"],
            reason=given["reason"],
            by=holder,
            now=now,
            not_secret=form.sure,
        )
    else:
        actions.report(
            watcher_id=own.id,
            text=given["text"],
            nothing=nothing,
            by=holder,
            now=now,
            not_secret=form.sure,
        )
