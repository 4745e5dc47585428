"""The page of a watch: who watches, what happened, and what was done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.documents.guard.forms import Guarded
from lienket.organizations.web import MemberRequest, member_required
from lienket.watches import actions, queries
from lienket.watches.actions.common import ANSWER
from lienket.watches.actions.common import today as local_day
from lienket.watches.forms import AnswerForm, ReasonForm, ReportForm
from lienket.watches.models import Watcher
from lienket.watches.shown import picture
from lienket.watches.standing import Row, look_of
from lienket.watches.views.page import show


@require_safe
@member_required
def watch(request: MemberRequest, watch_id: int) -> HttpResponse:
    """Who watches until when, what has happened there, and what one may do now."""
    return _page(request, watch_id)


@require_POST
@member_required
def answer(request: MemberRequest, watcher_id: int) -> HttpResponse:
    """Say whether one watches."""
    found = queries.watchers_for(request.member).get(id=watcher_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.answer(
                watcher_id=watcher_id,
                watches=form.cleaned_data["watches"],
                reason=form.cleaned_data["reason"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("watches:watch", found.watch_id)
    return _page(request, found.watch_id, form)


@require_POST
@member_required
def report(request: MemberRequest, watcher_id: int) -> HttpResponse:
    """Say what was done, or that nothing happened."""
    found = queries.watchers_for(request.member).get(id=watcher_id)
    form = ReportForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.report(
                watcher_id=watcher_id,
                text=form.cleaned_data["text"],
                nothing="nothing" in request.POST,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("watches:watch", found.watch_id)
    return _page(request, found.watch_id, form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def renew(request: MemberRequest, watch_id: int) -> HttpResponse:
    """Let it go on for another fortnight."""
    found = queries.watches_for(request.member).get(id=watch_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.renew(
                watch_id=watch_id,
                reason=form.cleaned_data["reason"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("watches:watch", watch_id)
    return show(request, found.circle, "renew.html", {"watch": found, "form": form})


def facts(watchers: list[Watcher]) -> list[dict[str, Any]]:
    """Watchers with how they stand."""
    return [{"watcher": one, "look": look_of(one)} for one in watchers]


def _page(request: MemberRequest, watch_id: int, form: Guarded | None = None) -> HttpResponse:
    by = request.member
    found = queries.watches_for(by).get(id=watch_id)
    row = Row.of(found, local_day(timezone.now()))
    during = queries.incidents_during(found, by)
    earlier = queries.incidents_of(found.proposal, by)
    watchers = list(found.watchers.select_related("organization").order_by("id"))
    own = next((one for one in watchers if one.organization_id == by.organization_id), None)
    may = own is not None and by.may(ANSWER)
    page = {
        "watch": found,
        "proposal": found.proposal,
        "row": row,
        "watchers": facts(watchers),
        "during": during,
        "earlier": earlier,
        "picture": picture(found.proposal, [*during, *earlier]),
        "renewals": found.renewals.select_related("organization").order_by("at"),
        "own": own,
        "may_answer": may and row.state == "running",
        "may_report": may and row.state == "over" and own is not None and own.watches is not False,
        "may_renew": row.state == "running"
        and found.organization_id == by.organization_id
        and by.may(ANSWER),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "report_form": form if isinstance(form, ReportForm) else ReportForm(),
        "form": form,
    }
    return show(request, found.circle, "watch.html", page)
