"""Ending a campaign on another day, or calling it off: each on a page of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lienket.campaigns import actions, queries
from lienket.campaigns.forms import EndForm, ReasonForm
from lienket.campaigns.views.page import show
from lienket.organizations.web import MemberRequest, member_required

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
@member_required
def move_end(request: MemberRequest, campaign_id: int) -> HttpResponse:
    """Let it end earlier or later."""
    found = queries.campaigns_for(request.member).get(id=campaign_id)
    form = EndForm(request.POST or None, initial={"ends_on": found.ends_on})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.move_end(
                campaign_id=campaign_id,
                ends_on=form.cleaned_data["ends_on"],
                reason=form.cleaned_data["reason"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Changed. The parties are told by letter."))
            return redirect("campaigns:campaign", campaign_id)
    page = {
        "campaign": found,
        "form": form,
        "heading": _("Move the last day"),
        "text": _("After it everything is owed as usual. What was due before stays as it was."),
        "button": _("Move it"),
    }
    return show(request, found.circle, "decide.html", page)


@require_http_methods(_METHODS)
@member_required
def call_off(request: MemberRequest, campaign_id: int) -> HttpResponse:
    """Give it up before it begins."""
    found = queries.campaigns_for(request.member).get(id=campaign_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.call_off(
                campaign_id=campaign_id,
                reason=form.cleaned_data["reason"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("campaigns:campaign", campaign_id)
    page = {
        "campaign": found,
        "form": form,
        "heading": _("Call the campaign off"),
        "text": _("Everything stays owed as usual. The campaign stays on record."),
        "button": _("Call off"),
        "remove": True,
    }
    return show(request, found.circle, "decide.html", page)
