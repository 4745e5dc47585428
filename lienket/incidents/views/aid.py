"""Aid for an incident: asked for, offered, committed, released."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.documents.guard.web import carried_out
from lienket.incidents import actions, queries
from lienket.incidents.forms import AidForm, HelpForm
from lienket.incidents.models import Incident, Offer
from lienket.incidents.views.page import both, show_about, visible
from lienket.incidents.views.reporting import EMERGENCY
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required

VERBS = {
    "offer": actions.offer_aid,
    "commit": actions.commit_aid,
    "decline": actions.decline_aid,
}


@both
@member_required
def aid(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Ask for people or means."""
    by, now = request.member, timezone.now()
    shown = visible(request, incident_id)
    form = AidForm(
        _members(request, shown),
        request.POST or None,
        initial={"needed_at": now + timedelta(minutes=30)},
    )
    if carried_out(
        form,
        lambda: actions.ask_aid(
            incident_id=shown.id,
            what=form.cleaned_data["what"],
            organization_ids=form.cleaned_data["organizations"],
            needed_at=form.cleaned_data["needed_at"],
            by=by,
            now=now,
            not_secret=form.sure,
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(
        request,
        shown,
        form,
        heading=_("Ask for aid"),
        intro=_("In danger call first. Each one asked must answer; silence climbs."),
        button=_("Ask for aid"),
        icon="lifebuoy",
        emergency=EMERGENCY,
    )


@require_POST
@member_required
def offer(request: MemberRequest, offer_id: int, verb: str) -> HttpResponse:
    """Answer a request for aid: offer, commit or decline."""
    if verb not in VERBS:
        raise Http404
    found = queries.offers_for(request.member).get(id=offer_id)
    form = HelpForm(request.POST)
    if carried_out(
        form,
        lambda: VERBS[verb](
            offer_id=found.id,
            words=form.cleaned_data["words"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        return redirect("incidents:incident", found.aid.incident_id)
    return show_about(
        request,
        found.aid.incident,
        form,
        heading=found.aid.what,
        button=str(_VERB_LABELS[verb]()),
    )


_VERB_LABELS = {
    "offer": lambda: _("Offer"),
    "commit": lambda: _("Commit: it is on its way"),
    "decline": lambda: _("We cannot help"),
}


@require_POST
@member_required
def offer_release(request: MemberRequest, offer_id: int) -> HttpResponse:
    """Let people and means go home."""
    released: Offer = actions.release_aid(offer_id=offer_id, by=request.member, now=timezone.now())
    return redirect("incidents:incident", released.aid.incident_id)


@require_POST
@member_required
def aid_withdrawal(request: MemberRequest, aid_id: int) -> HttpResponse:
    """No more aid is needed."""
    ended = actions.withdraw_aid(aid_id=aid_id, by=request.member, now=timezone.now())
    return redirect("incidents:incident", ended.incident_id)


def _members(request: MemberRequest, shown: Incident) -> list[Organization]:
    """Full members besides one's own organization."""
    full = circles.members_of(shown.circle_id, timezone.now()).filter(role=Membership.Role.MEMBER)
    own = request.member.organization_id
    return [place.organization for place in full if place.organization_id != own]
