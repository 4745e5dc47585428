"""Working on one incident together: tasks, links, the police, copies for other circles."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.documents.guard.web import carried_out
from lienket.incidents import actions, queries
from lienket.incidents.forms import (
    CopyForm,
    LinkForm,
    ReceiptForm,
    ReferralForm,
    StateForm,
    TaskForm,
)
from lienket.incidents.models import Referral
from lienket.incidents.views.page import both, show_about, visible
from lienket.incidents.views.reporting import EMERGENCY
from lienket.organizations.web import MemberRequest, member_required


@both
@member_required
def task(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Give a task that belongs to the incident."""
    shown = visible(request, incident_id)
    members = circles.organizations_in(shown.circle_id, timezone.now())
    form = TaskForm(members, request.POST or None)
    if carried_out(
        form,
        lambda: actions.give_task(
            incident_id=shown.id,
            title=form.cleaned_data["title"],
            organization_id=form.cleaned_data["organization"],
            due_at=form.due_at,
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(request, shown, form, heading=_("Give a task"), button=_("Give the task"))


@both
@member_required
def link(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Link a bulletin or a task by its number."""
    shown = visible(request, incident_id)
    form = LinkForm(request.POST or None)
    if carried_out(
        form,
        lambda: actions.link(
            incident_id=shown.id,
            number=form.cleaned_data["number"],
            by=request.member,
            now=timezone.now(),
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(
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
    made = carried_out(
        form,
        lambda: actions.refer(
            incident_id=shown.id,
            police_id=form.cleaned_data["police"],
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    )
    if made:
        said = _("Handed over as {number}. The police must confirm the receipt.")
        messages.success(request, said.format(number=made.reference))
        return redirect("incidents:incident", shown.id)
    return show_about(
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
    if carried_out(
        form,
        lambda: actions.receive_referral(
            referral_id=found.id,
            police_number=form.cleaned_data["police_number"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        return redirect("incidents:incident", found.incident_id)
    return _referral_page(request, found, form, _("Confirm receipt"))


@require_POST
@member_required
def state(request: MemberRequest, referral_id: int) -> HttpResponse:
    """The police record where it stands."""
    found = queries.referrals_to(request.member).get(id=referral_id)
    form = StateForm(found.state, request.POST)
    if carried_out(
        form,
        lambda: actions.move_referral(
            referral_id=found.id,
            state=form.cleaned_data["state"],
            text=form.cleaned_data["text"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
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
    if carried_out(
        form,
        lambda: actions.share_copy(
            incident_id=shown.id,
            to_circle_id=form.cleaned_data["circle"],
            fields=form.cleaned_data["shown"],
            expires_at=form.expires_at,
            consent=form.cleaned_data["consent"],
            by=by,
            now=now,
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(
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


def _referral_page(
    request: MemberRequest, found: Referral, form: forms.Form, button: str
) -> HttpResponse:
    return show_about(request, found.incident, form, heading=found.reference, button=button)
