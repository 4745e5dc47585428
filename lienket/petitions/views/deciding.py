"""Handing on, returning, withdrawing and showing to all: each on a page of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.organizations.web import MemberRequest, member_required
from lienket.petitions import actions, queries
from lienket.petitions.actions.common import OnlyTheAsker, OnlyWhoAnswers
from lienket.petitions.forms import ReasonForm, RoutingForm
from lienket.petitions.views.page import show, widest
from lienket.petitions.views.petitions import others_in

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
@member_required
def hand_on(request: MemberRequest, petition_id: int) -> HttpResponse:
    """Hand a petition on to whoever can answer it."""
    by = request.member
    found = queries.petitions_for(by).get(id=petition_id)
    if found.responsible_id != by.organization_id:
        raise OnlyWhoAnswers
    members = [one for one in others_in(found.circle, by) if one.id != found.organization_id]
    form = RoutingForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.hand_on(
                petition_id=petition_id,
                organization_id=form.cleaned_data["organization"],
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("petitions:petition", petition_id)
    page = {
        "petition": found,
        "form": form,
        "heading": _("Hand on"),
        "text": _("It stays due by the same day. The asker and the other side read the reason."),
        "button": _("Hand on"),
    }
    return show(request, widest(found.circle, by), "petitions/decide.html", page)


@require_http_methods(_METHODS)
@member_required
def return_(request: MemberRequest, petition_id: int) -> HttpResponse:
    """Return an insufficient answer, with the reason."""
    words = {
        "heading": _("Return as insufficient"),
        "text": _("It is asked again. The other side reads the reason and has a week at least."),
        "button": _("Return"),
    }
    return _decide(request, petition_id, words, actions.return_)


@require_http_methods(_METHODS)
@member_required
def withdraw(request: MemberRequest, petition_id: int) -> HttpResponse:
    """Ask no more, with the reason."""
    words = {
        "heading": _("Withdraw the petition"),
        "text": _("Nobody is asked for an answer any more. This cannot be undone."),
        "button": _("Withdraw the petition"),
        "remove": "yes",
    }
    return _decide(request, petition_id, words, actions.withdraw)


@require_POST
@member_required
def publish(request: MemberRequest, petition_id: int) -> HttpResponse:
    """Show the answer to the whole circle."""
    actions.publish(petition_id=petition_id, by=request.member, now=timezone.now())
    messages.success(request, _("The whole circle reads the answer now, not who asked."))
    return redirect("petitions:petition", petition_id)


def _decide(
    request: MemberRequest, petition_id: int, words: dict[str, str], action: Callable[..., Any]
) -> HttpResponse:
    """A page with the reason, and the verb when it is given."""
    by = request.member
    found = queries.petitions_for(by).get(id=petition_id)
    if found.organization_id != by.organization_id:
        raise OnlyTheAsker
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            action(
                petition_id=petition_id,
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("petitions:petition", petition_id)
    page = {"petition": found, "form": form, **words}
    return show(request, widest(found.circle, by), "petitions/decide.html", page)
