"""Saying it differently, and withdrawing: each with its reason on a page of its own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lienket.documents.guard.forms import Guarded
from lienket.falseclaims import actions, queries
from lienket.falseclaims.actions.common import NotVerifiedYet, OnlyTheVerifier, require_concerned
from lienket.falseclaims.forms import CorrectForm, ReasonForm
from lienket.falseclaims.models import Claim
from lienket.falseclaims.standing import Row
from lienket.falseclaims.views.page import corrections_of, show
from lienket.organizations.web import MemberRequest, member_required

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
@member_required
def correct(request: MemberRequest, claim_id: int) -> HttpResponse:
    """Change the correction; a public warning reads so at once."""
    by = request.member
    found = queries.claims_for(by).get(id=claim_id)
    if found.verifier_id != by.organization_id:
        raise OnlyTheVerifier
    said = corrections_of(found)
    if not said:
        raise NotVerifiedYet
    begun = {"truth": said[0].truth, "advice": said[0].advice, "hotline": said[0].hotline}
    form = CorrectForm(request.POST or None, initial=begun)
    if Row.of(found, timezone.now()).warning is None:
        del form.fields["valid_until"]
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.correct(
                claim_id=found.id,
                words=form.words,
                reason=form.cleaned_data["reason"],
                valid_until=form.cleaned_data.get("valid_until"),
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("falseclaims:claim", found.id)
    words = {
        "heading": _("Change the correction"),
        "text": _("A public warning reads so at once, and all members are told. History is kept."),
        "button": _("Change the correction"),
    }
    return _show(request, found, form, words)


@require_http_methods(_METHODS)
@member_required
def withdraw(request: MemberRequest, claim_id: int) -> HttpResponse:
    """Say no more about it, with the reason."""
    by = request.member
    found = queries.claims_for(by).get(id=claim_id)
    require_concerned(found, by)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.withdraw(
                claim_id=found.id,
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("falseclaims:claim", found.id)
    words = {
        "heading": _("Withdraw"),
        "text": _(
            "For what turns out to be true, cannot be verified, or is over. A public warning is "
            "taken back. This cannot be undone; the record stays."
        ),
        "button": _("Withdraw"),
        "remove": "yes",
    }
    return _show(request, found, form, words)


def _show(
    request: MemberRequest, found: Claim, form: Guarded, words: dict[str, str]
) -> HttpResponse:
    page: dict[str, Any] = {"claim": found, "circle": found.circle, "form": form, **words}
    return show(request, "decide.html", page, form)
