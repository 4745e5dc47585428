"""A list of successions for the whole installation: operators see units, states and counts."""

from typing import cast

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lienket.kernel.actors import Operator
from lienket.kernel.rls import acting
from lienket.organizations import actions, lists, queries
from lienket.organizations.forms import ListForm
from lienket.organizations.web import operator_required, refusals_in

#: Rows shown of a long list, those with problems first.
MOST_SHOWN = 500
_SALT = "organizations.succession-list"


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def listed(request: HttpRequest) -> HttpResponse:
    """All successions; a list that is uploaded is examined row by row and changes nothing."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            content = form.cleaned_data["file"].read(lists.MOST_BYTES + 1)
            findings = lists.examine(lists.read(content), timezone.now())
            good = sum(not finding.problem for finding in findings)
            findings.sort(key=lambda finding: (not finding.problem, finding.row.number))
            return render(
                request,
                "organizations/succession_list.html",
                {
                    "findings": findings[:MOST_SHOWN],
                    "hidden": max(0, len(findings) - MOST_SHOWN),
                    "good": good,
                    "bad": len(findings) - good,
                    # The very rows that were shown come back, not another file of the same name.
                    "content": signing.dumps(
                        content.decode("utf-8-sig"), salt=_SALT, compress=True
                    ),
                },
            )
    return render(
        request,
        "organizations/operator_successions.html",
        {"successions": queries.listed_successions(timezone.now()), "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
@operator_required
def import_list(request: HttpRequest) -> HttpResponse:
    """Propose the rows that have no problem; both sides of each must still confirm."""
    now = timezone.now()
    try:
        content: str = signing.loads(request.POST.get("content", ""), salt=_SALT, max_age=3600)
    except signing.BadSignature:
        messages.error(request, _("Upload the list again."))
        return redirect("organizations:operator-successions")
    findings = lists.examine(lists.read(content.encode()), now)
    made = actions.import_proposals(
        proposals=[(one.proposal, one.superior_id) for one in findings if one.proposal],
        by=_operator(request),
        now=now,
    )
    told = ngettext(
        "{count} succession proposed. Nothing changes until both sides confirm.",
        "{count} successions proposed. Nothing changes until both sides confirm.",
        len(made),
    )
    messages.success(request, told.format(count=len(made)))
    return redirect("organizations:operator-successions")


@require_POST
@operator_required
def confirm(request: HttpRequest, succession_id: int) -> HttpResponse:
    """Confirm for units that nobody manages any more, or yet."""
    by = _operator(request, succession_id)
    with acting(by):
        actions.confirm(succession_id=succession_id, by=by, now=timezone.now())
    messages.success(request, _("Confirmed for the unit that nobody manages."))
    return redirect("organizations:operator-successions")


@require_POST
@operator_required
def cancel(request: HttpRequest, succession_id: int) -> HttpResponse:
    """Call off what was imported."""
    by = _operator(request, succession_id)
    with acting(by):
        actions.cancel(succession_id=succession_id, by=by, now=timezone.now())
    messages.success(request, _("Cancelled. Nothing was changed."))
    return redirect("organizations:operator-successions")


def _operator(request: HttpRequest, succession_id: int | None = None) -> Operator:
    """Who acts, with only the units of that succession in sight."""
    units = queries.sides_in(succession_id) if succession_id else ()
    if succession_id and not units:
        raise Http404
    return Operator(account_id=cast(int, request.user.pk), organizations=units)
