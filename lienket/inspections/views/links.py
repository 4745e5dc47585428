"""What the link of a record's letter opens: reading and countersigning it, without sign-in.

Whoever holds it acts for one organization; opening it records nothing.
"""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.inspections import actions
from lienket.inspections.forms.visits import RemarkForm
from lienket.inspections.queries import visits as queries
from lienket.kernel.actors import LinkHolder


@opens(queries.KIND)
def visit(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The record for both sides; for the others only that somebody is silent."""
    found = queries.visits_for(holder).first()
    message = Message.objects.get(id=holder.message_id)
    own = message.about_id == message.organization_id
    if found is None or (message.purpose == Message.Purpose.ESCALATION and not own):
        return render(request, "plans/link_silence.html", {"envelope": envelope})
    form = RemarkForm(request.POST or None, initial={"kind": "received"})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.remark(
                visit_id=found.id,
                kind=form.cleaned_data["kind"],
                comment=form.cleaned_data["comment"],
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    page = {
        "visit": found,
        "delegations": found.delegations.select_related("organization").order_by("id"),
        "findings": found.findings.order_by("severity", "id"),
        "remarks": found.remarks.select_related("organization").order_by("at", "id"),
        "may_remark": found.unit_id == holder.organization_id,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "inspections/link.html", page, status=status)
