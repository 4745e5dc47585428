"""People and their appointments."""

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.organizations import actions, links, queries
from lienket.organizations.forms import InvitationForm, PersonForm
from lienket.organizations.models import Appointment, Organization, PersonInvitation
from lienket.organizations.views.contacts import holder_paths
from lienket.organizations.web import MemberRequest, member_required, refusals_in

MANAGE = Appointment.Right.MANAGE_ORGANIZATION


@require_safe
@member_required
def people(request: MemberRequest) -> HttpResponse:
    """Everybody who holds an office."""
    now = timezone.now()
    return render(
        request,
        "organizations/people.html",
        {
            "place": "organization",
            "appointments": queries.appointments_for(request.member, now),
            "may_manage": request.member.may(MANAGE),
            "now": now,
        },
    )


@member_required
def person_create(request: MemberRequest) -> HttpResponse:
    """Appoint somebody."""
    by = request.member
    by.require(MANAGE)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            appointment = actions.appoint(
                organization=Organization.objects.get(id=by.organization_id),
                name=form.cleaned_data["name"],
                rank=form.cleaned_data["rank"],
                office=form.office,
                by=by,
                now=timezone.now(),
            )
            messages.success(
                request, _("Appointed. Now add a contact path, or send an invitation.")
            )
            return redirect("organizations:person", appointment.id)
    return _form(request, "organizations/person_new.html", {"form": form})


@member_required
def person(request: MemberRequest, appointment_id: int) -> HttpResponse:
    """One person: the office, how they are reached, and their invitation."""
    by, now = request.member, timezone.now()
    appointment = queries.appointments_for(by, now).get(id=appointment_id)
    form = PersonForm.of(appointment, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_appointment(
                appointment_id=appointment_id,
                name=form.cleaned_data["name"],
                rank=form.cleaned_data["rank"],
                office=form.office,
                by=by,
                now=now,
            )
            messages.success(request, _("Saved."))
            return redirect("organizations:person", appointment_id)
    return _form(
        request,
        "organizations/person.html",
        {
            "form": form,
            "appointment": appointment,
            "may_manage": by.may(MANAGE),
            "holder": holder_paths(by, person=appointment.person),
        },
    )


@require_POST
@member_required
def appointment_end(request: MemberRequest, appointment_id: int) -> HttpResponse:
    """End an office today."""
    actions.end_appointment(appointment_id=appointment_id, by=request.member, now=timezone.now())
    messages.success(request, _("The appointment has ended."))
    return redirect("organizations:people")


@member_required
def invitation(request: MemberRequest, appointment_id: int) -> HttpResponse:
    """Invite a person by e-mail, or by a QR code that is handed over."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    appointment = queries.appointments_for(by, now).get(id=appointment_id)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            email = form.cleaned_data["email"]
            actions.invite_person(person=appointment.person, email=email, by=by, now=now)
            return redirect("organizations:invite", appointment_id)
    issued = PersonInvitation.objects.filter(
        person=appointment.person, accepted_at=None, expires_at__gt=now
    ).first()
    link = links.invitation_link(issued) if issued else ""
    return _form(
        request,
        "organizations/invite.html",
        {
            "form": form,
            "appointment": appointment,
            "invitation": issued,
            "link": link,
            "qr": _qr(link) if link else "",
        },
    )


def _qr(link: str) -> SafeString:
    """The link as a picture that stands in the page."""
    picture = segno.make(link, error="m").svg_inline(
        scale=4, border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(picture)  # made by segno from our own link


def _form(request: MemberRequest, template: str, context: dict[str, object]) -> HttpResponse:
    invalid = request.method == "POST"
    context |= {"place": "organization"}
    return render(request, template, context, status=422 if invalid else 200)
