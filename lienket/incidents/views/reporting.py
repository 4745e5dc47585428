"""The start page of the field, and reporting from it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.incidents import actions, queries, rules
from lienket.incidents.actions import REPORT
from lienket.incidents.forms import ReportForm
from lienket.incidents.models import Incident, Role
from lienket.incidents.views.page import show
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places

#: Called before anything is written here: (number, who answers).
EMERGENCY = ("113", "114", "115", "112")
#: So many kinds that are frequent in a circle come first.
USUAL = 6
#: The start page shows so many open incidents.
LATEST = 8


@require_safe
@member_required
def start(request: MemberRequest) -> HttpResponse:
    """What one does in the field: report, go on with what is open, sign that nothing happened."""
    by, now = request.member, timezone.now()
    mine = [one for one in circles.circles_for(by) if one.closed_at is None]
    running = queries.incidents_for(by).filter(closed_at=None)
    led = Role.objects.filter(
        organization_id=by.organization_id, until=None, circle_id__in=by.circles
    )
    page = {
        "circles": [one for one in mine if one.parent_id is None],
        "ours": running.filter(id__in=led.values("incident"))[:LATEST],
        "others": running.exclude(id__in=led.values("incident"))[:LATEST],
        "copies": queries.copies_for(by, now)[:LATEST],
        "may_report": by.may(REPORT),
        "emergency": EMERGENCY,
    }
    return show(request, "start.html", page)


@require_safe
@member_required
def choose_circle(request: MemberRequest) -> HttpResponse:
    """In which circle to report; not asked when there is only one."""
    open_ones = circles.circles_for(request.member).filter(closed_at=None, parent=None)
    found = list(open_ones)
    if len(found) == 1:
        return redirect("incidents:report", found[0].id)
    return show(request, "choose.html", {"circles": found, "emergency": EMERGENCY})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def report(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The form, and entering what was filled in. Sending it twice enters it once."""
    by, now = request.member, timezone.now()
    by.require(REPORT)
    circle = circles.circles_for(by).select_related("parent").get(id=circle_id)
    form = _form(request, circle, by, now)
    if form.is_bound:
        # A photo that cannot be taken is told together with everything else.
        form.full_clean()
        with form.inspecting("photos"):
            made = _enter(form, circle, by, now) if form.is_valid() else None
        if made:
            messages.success(request, _("Reported as {number}.").format(number=made.reference))
            return redirect("incidents:incident", made.id)
    page: dict[str, Any] = {"circle": circle, "form": form, "emergency": EMERGENCY}
    return show(request, "report.html", page, form)


def _enter(form: ReportForm, circle: Circle, by: Member, now: datetime) -> Incident | None:
    with form.refusals():
        return actions.report_incident(
            circle_id=circle.id,
            report=form.report,
            photos=tuple(form.inspected),
            sure_of_place=form.cleaned_data["position_is_right"],
            once=not form.cleaned_data["is_another"],
            by=by,
            now=now,
            not_secret=form.sure,
        )
    return None


def _form(request: MemberRequest, circle: Circle, by: Member, now: datetime) -> ReportForm:
    sites = list(places.sites_of(circle.id, by))
    zones = list(places.zones_of(circle.id, by))
    today = timezone.localdate(now)
    usual = queries.figures.usual_kinds(circle.id, rules.year_before(today), today, USUAL)
    shown: dict[str, Any] = {"now": now, "usual": usual, "view": places.own_bounds(circle.id, by)}
    if request.method == "POST":
        return ReportForm(circle, sites, zones, request.POST, request.FILES, **shown)
    # A tile elsewhere may have been pressed already.
    kind = request.GET.get("kind", "")
    begun = {"kind": kind} if kind in Incident.Kind else None
    return ReportForm(circle, sites, zones, initial=begun, **shown)
