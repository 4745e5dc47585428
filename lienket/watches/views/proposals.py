"""What is proposed and watched in a circle, and deciding about a proposal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.circles import queries as circles
from lienket.organizations.web import MemberRequest, member_required
from lienket.watches import actions, queries, rules
from lienket.watches.actions import ANSWER
from lienket.watches.actions.common import today as local_day
from lienket.watches.forms import AcceptForm, ProposeForm, ReasonForm
from lienket.watches.shown import picture
from lienket.watches.standing import Row
from lienket.watches.views.page import full_members, may_decide, show

#: So many decided proposals and past watches are listed.
PAST = 30


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """What waits for a decision, what is watched now, and what was."""
    by, today = request.member, local_day(timezone.now())
    circle = circles.circles_for(by).get(id=circle_id)
    watches = [
        Row.of(one, today) for one in queries.watches_for(by).filter(circle_id=circle_id)[:PAST]
    ]
    declined = queries.proposals_for(by).filter(circle_id=circle_id, decline__isnull=False)
    page = {
        "proposals": queries.open_in(by, circle_id),
        "may_propose": may_decide(circle, by),
        "running": [row for row in watches if row.state != "closed"],
        "past": [row for row in watches if row.state == "closed"],
        "declined": declined.select_related("decline__organization")[:PAST],
        "rings": rules.RINGS,
        "count": rules.FURTHER + 1,
    }
    return show(request, circle, "list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def propose(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Propose to watch a place, and say why."""
    by = request.member
    by.require(ANSWER)
    circle = circles.circles_for(by).get(id=circle_id)
    form = ProposeForm(request.POST or None, circle_id=circle_id, by=by)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            proposed = actions.propose(
                circle_id=circle_id,
                group=form.cleaned_data["group"],
                reason=form.cleaned_data["reason"],
                **form.chosen()._asdict(),
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Proposed. Now a member decides whether to watch there."))
            return redirect("watches:proposal", proposed.id)
    return show(request, circle, "propose.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def proposal(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """The incidents of a proposal on a map; accepting it, or not."""
    by = request.member
    found = queries.proposals_for(by).get(id=proposal_id)
    form = AcceptForm(
        request.POST or None,
        members=full_members(found.circle_id),
        initial={"watchers": [by.organization_id]},
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            watch = actions.accept(
                proposal_id=proposal_id,
                watchers=form.cleaned_data["watchers"],
                task=form.cleaned_data["task"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("The watch begins. Its watchers are asked to confirm."))
            return redirect("watches:watch", watch.id)
    around = queries.incidents_of(found, by)
    page = {
        "proposal": found,
        "incidents": around,
        "picture": picture(found, around),
        "may_decide": found.decided_at is None and may_decide(found.circle, by),
        "accept_form": form,
        "decline_form": ReasonForm(),
        "form": form if request.method == "POST" else None,
        "watch": getattr(found, "watch", None),
        "decline": getattr(found, "decline", None),
    }
    return show(request, found.circle, "proposal.html", page)


@require_POST
@member_required
def decline(request: MemberRequest, proposal_id: int) -> HttpResponse:
    """Keep no watch there."""
    by = request.member
    found = queries.proposals_for(by).get(id=proposal_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.decline(
                proposal_id=proposal_id,
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("watches:proposal", proposal_id)
    page = {"proposal": found, "form": form}
    return show(request, found.circle, "decline.html", page)
