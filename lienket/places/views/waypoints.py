"""The pages of a point: a gate, a hydrant, a camera."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import actions, queries
from lienket.places.actions import MANAGE
from lienket.places.actions.waypoints import own_waypoint
from lienket.places.forms import WaypointForm
from lienket.places.models import Waypoint
from lienket.places.rules import Position
from lienket.places.shown import of_waypoint
from lienket.places.views.pages import map_of, may_change, page, remove_page


@require_safe
@member_required
def waypoint(request: MemberRequest, waypoint_id: int) -> HttpResponse:
    """A point: what it is, whose it is, and where."""
    by = request.member
    shown = queries.waypoints_for(by).select_related("circle").get(id=waypoint_id)
    context = {
        "waypoint": shown,
        "circle": shown.circle,
        "map": map_of([("waypoints", of_waypoint(shown))]),
        "may_change": shown.removed_at is None
        and may_change(by, shown.circle, shown.organization_id),
    }
    return page(request, "places/waypoint.html", context)


@member_required
def waypoint_create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Set a point on the map; `?site=` or `?corridor=` says where it belongs."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    given: dict[str, object] = {key: request.GET.get(key) for key in ("site", "corridor")}
    form = _form(request, circle.id, given)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.set_waypoint(
                circle_id=circle.id, by=by, now=timezone.now(), **form.values()
            )
            messages.success(request, _("The point is on the map."))
            return redirect("places:waypoint", made.id)
    return page(request, "places/edit_waypoint.html", {"circle": circle, "form": form})


@member_required
def waypoint_edit(request: MemberRequest, waypoint_id: int) -> HttpResponse:
    """Move or correct a point of one's own."""
    by = request.member
    shown = _own(waypoint_id, by)
    given = {
        "name": shown.name,
        "kind": shown.kind,
        "position": Position(shown.latitude, shown.longitude),
        "site": shown.site_id,
        "corridor": shown.corridor_id,
        "note": shown.note,
    }
    form = _form(request, shown.circle_id, given)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_waypoint(
                waypoint_id=waypoint_id, by=by, now=timezone.now(), **form.values()
            )
            messages.success(request, _("Saved."))
            return redirect("places:waypoint", waypoint_id)
    context = {"circle": shown.circle, "waypoint": shown, "form": form}
    return page(request, "places/edit_waypoint.html", context)


@member_required
def waypoint_remove(request: MemberRequest, waypoint_id: int) -> HttpResponse:
    """Take a point of one's own off the map."""
    by = request.member
    shown = _own(waypoint_id, by)
    return remove_page(
        request,
        shown.circle,
        shown.name,
        back=reverse("places:waypoint", args=[waypoint_id]),
        remove=lambda: actions.remove_waypoint(waypoint_id=waypoint_id, by=by, now=timezone.now()),
        after=reverse("places:list", args=[shown.circle_id]),
    )


def _own(waypoint_id: int, by: Member) -> Waypoint:
    own_waypoint(waypoint_id, by)
    return queries.waypoints_for(by).select_related("circle").get(id=waypoint_id)


def _form(request: MemberRequest, circle_id: int, initial: Mapping[str, object]) -> WaypointForm:
    return WaypointForm(
        request.POST or None,
        initial=initial,
        circle_id=circle_id,
        sites=queries.sites_of(circle_id, request.member),
        corridors=queries.corridors_of(circle_id, request.member),
    )
