"""Writing about an incident: each form answers with the page it belongs to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.documents.guard.web import carried_out
from lienket.incidents import actions, queries
from lienket.incidents.forms import (
    CloseForm,
    EntryForm,
    FiguresForm,
    RateForm,
    ReopenForm,
    RoleForm,
)
from lienket.incidents.views.incidents import incident_page
from lienket.incidents.views.page import both, show_about, visible
from lienket.organizations.web import MemberRequest, member_required


@require_POST
@member_required
def entries(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Add a line to the timeline."""
    shown = visible(request, incident_id)
    form = EntryForm(request.POST, request.FILES)
    if form.is_valid():
        with form.inspecting("photos"):
            if form.is_valid():
                with form.refusals():
                    actions.write_entry(
                        incident_id=shown.id,
                        text=form.cleaned_data["text"],
                        photos=tuple(form.inspected),
                        handover=form.cleaned_data["handover"],
                        by=request.member,
                        now=timezone.now(),
                        not_secret=form.sure,
                    )
                    return redirect("incidents:incident", shown.id)
    return incident_page(request, shown, form)


@both
@member_required
def rating(request: MemberRequest, incident_id: int) -> HttpResponse:
    """How grave, how urgent."""
    shown = visible(request, incident_id)
    form = RateForm(
        request.POST or None, initial={"severity": shown.severity, "urgency": shown.urgency}
    )
    if carried_out(
        form,
        lambda: actions.rate(
            incident_id=shown.id, by=request.member, now=timezone.now(), **form.cleaned_data
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(
        request, shown, form, heading=_("Change severity or urgency"), button=_("Save")
    )


@both
@member_required
def figures(request: MemberRequest, incident_id: int) -> HttpResponse:
    """People and money."""
    shown = visible(request, incident_id)
    names = ("subjects", "injured", "dead", "damage", "recovered")
    form = FiguresForm(request.POST or None, initial={name: getattr(shown, name) for name in names})
    if carried_out(
        form,
        lambda: actions.assess(
            incident_id=shown.id, figures=form.figures, by=request.member, now=timezone.now()
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(
        request,
        shown,
        form,
        heading=_("Figures"),
        intro=_("As they are known now; leave empty what is not known yet."),
        button=_("Save"),
    )


@require_POST
@member_required
def roles(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Say what one's organization does."""
    shown = visible(request, incident_id)
    form = RoleForm(request.POST)
    if carried_out(
        form,
        lambda: actions.take_role(
            incident_id=shown.id,
            duty=form.cleaned_data["duty"],
            note=form.cleaned_data["note"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(request, shown, form, heading=_("Who does what now"), button=_("Take over"))


@require_POST
@member_required
def role_end(request: MemberRequest, role_id: int) -> HttpResponse:
    """Say that one's organization has finished."""
    role = actions.leave_role(role_id=role_id, by=request.member, now=timezone.now())
    return redirect("incidents:incident", role.incident_id)


@both
@member_required
def closure(request: MemberRequest, incident_id: int) -> HttpResponse:
    """How it ended."""
    shown = visible(request, incident_id)
    left = queries.still_open(shown)
    others = queries.incidents_for(request.member).filter(circle_id=shown.circle_id)
    similar = queries.perhaps_the_same(shown)
    latest = others.exclude(id__in=[shown.id, *(one.id for one in similar)])[:20]
    form = CloseForm([*similar, *latest], bool(left), request.POST or None)
    if carried_out(
        form,
        lambda: actions.close_incident(
            incident_id=shown.id,
            outcome=form.cleaned_data["outcome"],
            text=form.cleaned_data["text"],
            same_as_id=form.cleaned_data["same_as"],
            justification=form.cleaned_data["justification"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        messages.success(request, _("The incident is closed."))
        return redirect("incidents:incident", shown.id)
    intro = _("What was handed to the police goes on there: only they decide about it.")
    return show_about(
        request,
        shown,
        form,
        heading=_("Close the incident"),
        button=_("Close the incident"),
        intro=intro if shown.referrals.exists() else "",
        still_open=left,
    )


@both
@member_required
def reopening(request: MemberRequest, incident_id: int) -> HttpResponse:
    """Let a closed incident go on."""
    shown = visible(request, incident_id)
    form = ReopenForm(request.POST or None)
    if carried_out(
        form,
        lambda: actions.reopen_incident(
            incident_id=shown.id,
            reason=form.cleaned_data["reason"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        return redirect("incidents:incident", shown.id)
    return show_about(
        request,
        shown,
        form,
        heading=_("Reopen the incident"),
        intro=_("Your organization then leads, until another one takes over."),
        button=_("Reopen"),
        icon="refresh",
    )
