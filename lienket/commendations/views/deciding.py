"""Proposing a dossier and what follows: each decision on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from lienket.commendations import actions, queries
from lienket.commendations.forms import (
    AgreeForm,
    DecisionForm,
    IssueForm,
    PresentationForm,
    ReturnForm,
)
from lienket.commendations.models import Dossier
from lienket.commendations.views.page import acted_on, around, show
from lienket.documents.guard.forms import Guarded
from lienket.meetings.models import Meeting
from lienket.organizations.web import MemberRequest, member_required

_METHODS = ["GET", "HEAD", "POST"]
#: So many meetings are offered, the latest ones.
MEETINGS = 20


@require_POST
@member_required
def propose(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Show it to the circle, and ask for it to be considered."""
    actions.propose(dossier_id=dossier_id, by=request.member, now=timezone.now())
    messages.success(request, _("Proposed. Whoever considers it is asked by letter."))
    return redirect("commendations:dossier", dossier_id)


@require_http_methods(_METHODS)
@member_required
def agree(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Agree to it."""
    found = acted_on(request, dossier_id)
    form = AgreeForm(request.POST or None, held=_held(request, found))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.agree(
                dossier_id=found.id, minuted=form.minuted, by=request.member, now=timezone.now()
            )
            messages.success(request, _("Agreed. Enter the decision once it is signed."))
            return redirect("commendations:dossier", found.id)
    return _page(
        request,
        found,
        form,
        heading=_("Agree to the dossier"),
        text=_("Whoever proposed it is told. The decision is entered once it is signed."),
        button=_("Agree"),
    )


@require_http_methods(_METHODS)
@member_required
def return_(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Return it with a reason."""
    found = acted_on(request, dossier_id)
    form = ReturnForm(request.POST or None, held=_held(request, found))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.return_(
                dossier_id=found.id,
                reason=form.cleaned_data["reason"],
                minuted=form.minuted,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("commendations:dossier", found.id)
    return _page(
        request,
        found,
        form,
        heading=_("Return the dossier"),
        text=_("Whoever proposed it may correct it and propose it again."),
        button=_("Return"),
        icon="arrow-back-up",
    )


@require_http_methods(_METHODS)
@member_required
def decide(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Enter the signed decision."""
    found = acted_on(request, dossier_id)
    form = DecisionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    actions.decide(
                        dossier_id=found.id,
                        paper=form.paper,
                        file=form.inspected[0] if form.inspected else None,
                        by=request.member,
                        now=timezone.now(),
                        not_secret=form.sure,
                    )
                    return redirect("commendations:dossier", found.id)
    return _page(
        request,
        found,
        form,
        heading=_("Enter the decision"),
        text=_("From its day on, the recipients count as commended. It cannot be changed later."),
        button=_("Enter the decision"),
    )


@require_http_methods(_METHODS)
@member_required
def present(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Record that it was handed over."""
    found = acted_on(request, dossier_id)
    form = PresentationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.present(
                dossier_id=found.id,
                presented_on=form.cleaned_data["presented_on"],
                event=form.cleaned_data["event"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("commendations:dossier", found.id)
    return _page(
        request,
        found,
        form,
        heading=_("Record the presentation"),
        text=_("When and where the commendation was handed over."),
        button=_("Record"),
    )


@require_http_methods(_METHODS)
@member_required
def issue_submission(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Number the submission and set it in type."""
    heading = gettext_lazy("Issue the submission")
    return _issue(request, dossier_id, heading, actions.issue_submission)


@require_http_methods(_METHODS)
@member_required
def issue_report(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Number the report of achievements and set it in type."""
    heading = gettext_lazy("Issue the report of achievements")
    return _issue(request, dossier_id, heading, actions.issue_report)


def _issue(request: MemberRequest, dossier_id: int, heading: Promise, issue: Any) -> HttpResponse:
    found = acted_on(request, dossier_id)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            document = issue(
                dossier_id=found.id,
                place=form.cleaned_data["place"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("documents:document", document.id)
    return _page(
        request,
        found,
        form,
        heading=heading,
        text=_(
            "It is numbered in the series of your organization and set as PDF and Word. The number"
            " and the words are then fixed; all members of the circle can open it."
        ),
        button=_("Number and issue"),
        icon="file-description",
    )


def _held(request: MemberRequest, found: Dossier) -> list[Meeting]:
    held = queries.considered_in(request.member, found.circle_id, timezone.now())
    return list(held[:MEETINGS])


def _page(
    request: MemberRequest, found: Dossier, form: Guarded, *, icon: str = "check", **words: Any
) -> HttpResponse:
    page = {"dossier": found, "form": form, "icon": icon, **words}
    return show(request, around(found, request), "decide.html", page)
