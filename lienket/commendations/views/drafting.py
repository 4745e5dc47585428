"""Writing a dossier: what for, for whom, and on what it rests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.circles import queries as circles
from lienket.commendations import actions, queries
from lienket.commendations.actions import MANAGE
from lienket.commendations.forms import DossierForm, EvidenceForm, RecipientForm
from lienket.commendations.views.page import acted_on, around, members_in, show
from lienket.organizations.web import MemberRequest, member_required

_METHODS = ["GET", "HEAD", "POST"]
#: So many rows of each kind are offered as evidence.
OFFERED = 40


@require_http_methods(_METHODS)
@member_required
def create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Begin a dossier."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    others = [one for one in members_in(circle) if one.id != by.organization_id]
    form = DossierForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.draft_dossier(
                circle_id=circle.id,
                draft=form.draft,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("commendations:dossier", made.id)
    return show(request, circle, "form.html", {"form": form})


@require_http_methods(_METHODS)
@member_required
def change(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Write it differently."""
    found = acted_on(request, dossier_id)
    others = [one for one in members_in(found.circle) if one.id != found.organization_id]
    names = ("title", "kind", "level", "occasion", "merits")
    initial = {
        **{name: getattr(found, name) for name in names},
        "considerer": found.considerer_id,
        "ad_hoc": "yes" if found.ad_hoc else "no",
    }
    form = DossierForm(request.POST or None, initial=initial, others=others)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_dossier(
                dossier_id=found.id,
                draft=form.draft,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("commendations:dossier", found.id)
    return show(request, around(found, request), "form.html", {"form": form, "dossier": found})


@require_POST
@member_required
def discard(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Delete a draft."""
    circle = around(acted_on(request, dossier_id), request)
    actions.discard(dossier_id=dossier_id, by=request.member, now=timezone.now())
    messages.success(request, _("The draft is deleted."))
    return redirect("commendations:list", circle.id)


@require_http_methods(_METHODS)
@member_required
def nominate(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Add a recipient."""
    found = acted_on(request, dossier_id)
    form = RecipientForm(
        request.POST or None, initial={"individual": "no"}, members=members_in(found.circle)
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.nominate(
                dossier_id=found.id,
                nomination=form.nomination,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("commendations:dossier", found.id)
    page = {
        "dossier": found,
        "form": form,
        "heading": _("Add a recipient"),
        "button": _("Add"),
        "icon": "plus",
    }
    return show(request, around(found, request), "decide.html", page)


@require_POST
@member_required
def strike(request: MemberRequest, recipient_id: int) -> HttpResponse:
    """Take a recipient out again."""
    found = actions.strike(recipient_id=recipient_id, by=request.member, now=timezone.now())
    return redirect("commendations:dossier", found.id)


@require_http_methods(_METHODS)
@member_required
def cite(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Choose from the record what shows the merit."""
    found = acted_on(request, dossier_id)
    citable = queries.citable(request.member, found.circle_id)
    cited = {
        kind: [
            one for one in queries.evidence_of(found).values_list(f"{kind}_id", flat=True) if one
        ]
        for kind in queries.RECORDS
    }
    offered = {kind: queries.offered(rows, cited[kind], OFFERED) for kind, rows in citable.items()}
    # Nothing chosen is a choice, though it sends no field of its own.
    given = request.POST if request.method == "POST" else None
    form = EvidenceForm(given, offered=offered, initial=cited)
    if form.is_valid():
        actions.cite(dossier_id=found.id, chosen=form.chosen, by=request.member, now=timezone.now())
        return redirect("commendations:dossier", found.id)
    page = {
        "dossier": found,
        "form": form,
        "heading": _("Choose the evidence"),
        "text": _(
            "Only what stands in the record of this circle: the latest of each kind, and what is"
            " chosen already."
        )
        if form.fields
        else _("Nothing stands in the record of this circle yet on which a dossier could rest."),
        "button": _("Save"),
        "icon": "check",
    }
    return show(request, around(found, request), "decide.html", page)
