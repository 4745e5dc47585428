"""The pages of a corridor with its towers."""

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
from lienket.places import actions, queries, rules
from lienket.places.actions import MANAGE
from lienket.places.actions.corridors import own_corridor
from lienket.places.forms import CorridorForm
from lienket.places.models import Corridor
from lienket.places.rules import Position
from lienket.places.shown import along_corridor
from lienket.places.views.pages import map_of, may_change, page, remove_page


@require_safe
@member_required
def corridor(request: MemberRequest, corridor_id: int) -> HttpResponse:
    """A corridor: how long and how wide, its towers, and the map of it."""
    by = request.member
    shown = queries.corridors_for(by).select_related("circle").get(id=corridor_id)
    context = {
        "corridor": shown,
        "circle": shown.circle,
        "length": rules.length(shown.line),
        "towers": shown.towers.order_by("position"),
        "waypoints": queries.waypoints_of(shown.circle_id, by).filter(corridor=shown),
        "map": map_of(along_corridor(shown, by)),
        "may_change": shown.removed_at is None
        and may_change(by, shown.circle, shown.organization_id),
    }
    return page(request, "places/corridor.html", context)


@member_required
def corridor_create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Put a corridor on the map."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    sites = queries.sites_of(circle.id, by)
    form = CorridorForm(request.POST or None, circle_id=circle.id, sites=sites)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            listed = actions.list_corridor(
                circle_id=circle.id, by=by, now=timezone.now(), **form.values()
            )
            messages.success(request, _("The corridor is on the map."))
            return redirect("places:corridor", listed.id)
    return page(request, "places/edit_corridor.html", {"circle": circle, "form": form})


@member_required
def corridor_edit(request: MemberRequest, corridor_id: int) -> HttpResponse:
    """Correct one's own corridor, its line and its towers."""
    by = request.member
    shown = _own(corridor_id, by)
    given = {
        "name": shown.name,
        "kind": shown.kind,
        "voltage": shown.voltage,
        "width": shown.width,
        "site": shown.site_id,
        "note": shown.note,
        "shape": shown.line,
        "towers": "\n".join(
            f"{one.number}: {rules.write_position(Position(one.latitude, one.longitude))}"
            for one in shown.towers.order_by("position")
        ),
    }
    sites = queries.sites_of(shown.circle_id, by)
    form = CorridorForm(request.POST or None, initial=given, circle_id=shown.circle_id, sites=sites)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_corridor(
                corridor_id=corridor_id, by=by, now=timezone.now(), **form.values()
            )
            messages.success(request, _("Saved."))
            return redirect("places:corridor", corridor_id)
    context = {"circle": shown.circle, "corridor": shown, "form": form}
    return page(request, "places/edit_corridor.html", context)


@member_required
def corridor_remove(request: MemberRequest, corridor_id: int) -> HttpResponse:
    """Take one's own corridor off the map."""
    by = request.member
    shown = _own(corridor_id, by)
    return remove_page(
        request,
        shown.circle,
        shown.name,
        back=reverse("places:corridor", args=[corridor_id]),
        remove=lambda: actions.remove_corridor(corridor_id=corridor_id, by=by, now=timezone.now()),
        after=reverse("places:list", args=[shown.circle_id]),
    )


def _own(corridor_id: int, by: Member) -> Corridor:
    own_corridor(corridor_id, by)
    return queries.corridors_for(by).select_related("circle").get(id=corridor_id)
