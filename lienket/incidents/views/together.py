"""Working on one incident together: aid, tasks, links, the police, copies for other circles."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.incidents import actions, queries
from lienket.incidents.forms import (
    AidForm,
    CopyForm,
    HelpForm,
    LinkForm,
    ReceiptForm,
    ReferralForm,
    StateForm,
    TaskForm,
)
from lienket.incidents.models import Incident, Offer, Referral
from lienket.incidents.views.page import show_form, visible
from lienket.incidents.views.reporting import EMERGENCY
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required, refusals_in

both = require_http_methods(["GET", "HEAD", "POST"])
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
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.ask_aid(
                incident_id=shown.id,
                what=form.cleaned_data["what"],
                organization_ids=form.cleaned_data["organizations"],
                needed_at=form.cleaned_data["needed_at"],
                by=by,
                now=now,
                not_secret=form.sure,
            )
            return redirect("incidents:incident", shown.id)
    return _page(
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
    if form.is_valid():
        with form.refusals():
            VERBS[verb](
                offer_id=found.id,
                words=form.cleaned_data["words"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("incidents:incident", found.aid.incident_id)
    return _page(
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


@both
@member_required
def task(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Give a task that belongs to the incident."""
    shown = visible(request, incident_id)
    members = circles.organizations_in(shown.circle_id, timezone.now())
    form = TaskForm(members, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.give_task(
                incident_id=shown.id,
                title=form.cleaned_data["title"],
                organization_id=form.cleaned_data["organization"],
                due_at=form.due_at,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("incidents:incident", shown.id)
    return _page(request, shown, form, heading=_("Give a task"), button=_("Give the task"))


@both
@member_required
def link(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Link a bulletin or a task by its number."""
    shown = visible(request, incident_id)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.link(
                incident_id=shown.id,
                number=form.cleaned_data["number"],
                by=request.member,
                now=timezone.now(),
            )
            return redirect("incidents:incident", shown.id)
    return _page(
        request,
        shown,
        form,
        heading=_("Link a bulletin or task"),
        intro=_("A bulletin in which {number} is written is linked by itself.").format(
            number=shown.reference
        ),
        button=_("Link"),
        icon="link",
    )


@both
@member_required
def referral(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Hand the incident to the police."""
    shown = visible(request, incident_id)
    full = circles.members_of(shown.circle_id, timezone.now()).filter(
        role=Membership.Role.MEMBER, organization__kind__in=queries.POLICE
    )
    police = [
        place.organization
        for place in full
        if place.organization_id != request.member.organization_id
    ]
    form = ReferralForm(police, request.POST or None, initial={"text": shown.summary})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.refer(
                incident_id=shown.id,
                police_id=form.cleaned_data["police"],
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            said = _("Handed over as {number}. The police must confirm the receipt.")
            messages.success(request, said.format(number=made.reference))
            return redirect("incidents:incident", shown.id)
    return _page(
        request,
        shown,
        form,
        heading=_("Hand to the police"),
        intro=_(
            "In danger call 113 first. From their receipt on only the police record where it"
            " stands; LiênKết never closes it."
        ),
        button=_("Hand over"),
        icon="shield",
        emergency=EMERGENCY,
    )


@require_POST
@member_required
def receipt(request: MemberRequest, referral_id: int) -> HttpResponse:
    """The police confirm the receipt."""
    found = queries.referrals_to(request.member).get(id=referral_id)
    form = ReceiptForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.receive_referral(
                referral_id=found.id,
                police_number=form.cleaned_data["police_number"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("incidents:incident", found.incident_id)
    return _referral_page(request, found, form, _("Confirm receipt"))


@require_POST
@member_required
def state(request: MemberRequest, referral_id: int) -> HttpResponse:
    """The police record where it stands."""
    found = queries.referrals_to(request.member).get(id=referral_id)
    form = StateForm(found.state, request.POST)
    if form.is_valid():
        with form.refusals():
            actions.move_referral(
                referral_id=found.id,
                state=form.cleaned_data["state"],
                text=form.cleaned_data["text"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("incidents:incident", found.incident_id)
    return _referral_page(request, found, form, _("Record the state"))


@both
@member_required
def copies(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Share a redacted copy with another circle."""
    by, now = request.member, timezone.now()
    shown = visible(request, incident_id)
    others = circles.circles_for(by).filter(closed_at=None, parent=None)
    form = CopyForm(
        others.exclude(id=shown.circle_id),
        request.POST or None,
        initial={"expires_on": timezone.localdate(now) + timedelta(days=30)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.share_copy(
                incident_id=shown.id,
                to_circle_id=form.cleaned_data["circle"],
                fields=form.cleaned_data["shown"],
                expires_at=form.expires_at,
                consent=form.cleaned_data["consent"],
                by=by,
                now=now,
            )
            return redirect("incidents:incident", shown.id)
    return _page(
        request,
        shown,
        form,
        heading=_("Share a copy with another circle"),
        intro=_(
            "The other circle reads only what you choose here, as it is now, and nothing that"
            " leads back. You can take it back at any time."
        ),
        button=_("Share the copy"),
        icon="copy",
    )


@require_POST
@member_required
def release_revocation(request: MemberRequest, release_id: int) -> HttpResponse:
    """Take a copy back."""
    taken = actions.revoke_copy(release_id=release_id, by=request.member, now=timezone.now())
    return redirect("incidents:incident", taken.incident_id)


def _members(request: MemberRequest, shown: Incident) -> list[Organization]:
    """Full members besides one's own organization."""
    full = circles.members_of(shown.circle_id, timezone.now()).filter(role=Membership.Role.MEMBER)
    own = request.member.organization_id
    return [place.organization for place in full if place.organization_id != own]


def _referral_page(
    request: MemberRequest, found: Referral, form: forms.Form, button: str
) -> HttpResponse:
    return _page(request, found.incident, form, heading=found.reference, button=button)


def _page(request: MemberRequest, shown: Incident, form: forms.Form, **said: Any) -> HttpResponse:
    return show_form(request, form, circle=shown.circle, incident=shown, **said)
