"""The record of a visit: written, completed with findings, sent, countersigned."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.councils import queries as councils
from lienket.inspections import actions
from lienket.inspections.actions import ANSWER, MANAGE
from lienket.inspections.actions.visits import OnlyTheVisitors, SentAlready
from lienket.inspections.forms.findings import NoteForm
from lienket.inspections.forms.visits import RemarkForm, SendForm, VisitForm
from lienket.inspections.models import Visit
from lienket.inspections.queries import visits as queries
from lienket.inspections.standing import Row
from lienket.inspections.views.page import members_of, show
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
@member_required
def create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Begin the record of a visit."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    initial = {"kind": Visit.Kind.INSPECTION, "on": timezone.localdate(now)}
    form = _form(request, circle, initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.record_visit(
                circle_id=circle_id, details=form.details, by=by, now=now, not_secret=form.sure
            )
            return redirect("inspections:visit", made.id)
    return show(request, circle, "inspections/visit_form.html", {"form": form})


@require_http_methods(_METHODS)
@member_required
def edit(request: MemberRequest, visit_id: int) -> HttpResponse:
    """Change a record that was not sent yet."""
    by = request.member
    visit = _unsent(visit_id, by)
    initial: dict[str, Any] = {
        "kind": visit.kind,
        "unit": visit.unit_id,
        "site": visit.site_id,
        "on": visit.on,
        "team": visit.team,
        "topic": visit.topic,
        "programme": visit.programme,
        "result": visit.result,
    }
    for one in visit.delegations.all():
        if one.organization_id:
            initial[f"persons-{one.organization_id}"] = one.persons
        else:
            initial |= {"others": one.name, "others_persons": one.persons}
    form = _form(request, visit.circle, initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_visit(
                visit_id=visit_id,
                details=form.details,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("inspections:visit", visit_id)
    return show(
        request, visit.circle, "inspections/visit_form.html", {"form": form, "visit": visit}
    )


@require_safe
@member_required
def visit(request: MemberRequest, visit_id: int) -> HttpResponse:
    """Who visited whom, what came of it, and what the unit says of the record."""
    return _page(request, visit_id)


@require_http_methods(_METHODS)
@member_required
def note(request: MemberRequest, visit_id: int) -> HttpResponse:
    """Add a finding to a record that was not sent yet."""
    by = request.member
    found = _unsent(visit_id, by)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.note_finding(
                visit_id=visit_id,
                area=form.cleaned_data["area"],
                severity=form.cleaned_data["severity"],
                text=form.cleaned_data["text"],
                due_on=form.cleaned_data["due_on"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("inspections:visit", visit_id)
    page = {
        "visit": found,
        "form": form,
        "heading": _("Add a finding"),
        "text": _("When the record is sent, the visited unit gets a task with this due day."),
        "button": _("Add the finding"),
    }
    return show(request, found.circle, "inspections/decide.html", page)


@require_POST
@member_required
def note_remove(request: MemberRequest, finding_id: int) -> HttpResponse:
    """Take a finding out of a record that was not sent yet."""
    found = actions.remove_finding(finding_id=finding_id, by=request.member)
    return redirect("inspections:visit", found.id)


@require_http_methods(_METHODS)
@member_required
def send(request: MemberRequest, visit_id: int) -> HttpResponse:
    """Issue the record and send it to whoever was visited."""
    by = request.member
    found = _unsent(visit_id, by)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            sent = actions.send_record(
                visit_id=visit_id,
                place=form.cleaned_data["place"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Sent as {number}.").format(number=sent.reference))
            return redirect("inspections:visit", visit_id)
    page = {
        "visit": found,
        "form": form,
        "heading": _("Send the record"),
        "text": _(
            "It is numbered and issued as PDF and Word, and does not change any more. The visited"
            " unit is asked to countersign it, and gets a task for each finding."
        ),
        "button": _("Number and send"),
    }
    return show(request, found.circle, "inspections/decide.html", page)


@require_POST
@member_required
def discard(request: MemberRequest, visit_id: int) -> HttpResponse:
    """Throw a record away that was not sent."""
    circle_id = queries.visits_for(request.member).get(id=visit_id).circle_id
    actions.discard_visit(visit_id=visit_id, by=request.member)
    messages.success(request, _("Thrown away."))
    return redirect("inspections:list", circle_id)


@require_POST
@member_required
def remark(request: MemberRequest, visit_id: int) -> HttpResponse:
    """Countersign the record, or comment on it."""
    form = RemarkForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.remark(
                visit_id=visit_id,
                kind=form.cleaned_data["kind"],
                comment=form.cleaned_data["comment"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("inspections:visit", visit_id)
    return _page(request, visit_id, form)


def _page(request: MemberRequest, visit_id: int, form: RemarkForm | None = None) -> HttpResponse:
    by, now = request.member, timezone.now()
    found = queries.visits_for(by).get(id=visit_id)
    visited = found.unit_id == by.organization_id
    noted = found.findings.select_related("organization", "unit", "site", "task")
    page = {
        "visit": found,
        "delegations": found.delegations.select_related("organization").order_by("id"),
        "rows": [Row.of(one, now) for one in noted.order_by("severity", "id")],
        "remarks": found.remarks.select_related("organization").order_by("at", "id"),
        "may_write": found.sent_at is None and by.may(MANAGE),
        "may_remark": visited and found.sent_at is not None and by.may(ANSWER),
        "remark_form": form or RemarkForm(initial={"kind": "received"}),
        "form": form,
    }
    return show(request, found.circle, "inspections/visit.html", page)


def _form(request: MemberRequest, circle: Circle, initial: dict[str, Any]) -> VisitForm:
    by = request.member
    return VisitForm(
        request.POST or None,
        initial=initial,
        members=members_of(circle),
        own_id=by.organization_id,
        sites=places.sites_of(circle.id, by),
        teams=councils.entries_of(circle.id),
    )


def _unsent(visit_id: int, by: Member) -> Visit:
    by.require(MANAGE)
    found = queries.visits_for(by).get(id=visit_id)
    if found.organization_id != by.organization_id:
        raise OnlyTheVisitors
    if found.sent_at:
        raise SentAlready
    return found
