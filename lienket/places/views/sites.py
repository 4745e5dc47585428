"""The pages of a site: facts, zones, points, whom to call, and the map of all that."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.kernel.actors import Member
from lienket.organizations.models import Post
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import actions, queries, rules
from lienket.places.actions import MANAGE, Line
from lienket.places.actions.sites import own_site
from lienket.places.forms import SiteForm, contact_forms
from lienket.places.models import Site
from lienket.places.rules import Position
from lienket.places.shown import around_site
from lienket.places.views.pages import map_of, may_change, page, remove_page


@require_safe
@member_required
def site(request: MemberRequest, site_id: int) -> HttpResponse:
    """Everything the circle knows about a site."""
    by = request.member
    shown = queries.sites_for(by).select_related("circle").get(id=site_id)
    zones = queries.zones_of(shown.circle_id, by).filter(site=shown)
    context = {
        "site": shown,
        "circle": shown.circle,
        "area": rules.area(shown.outline) if shown.outline else None,
        "zones": [(one, rules.area(one.outline)) for one in zones],
        "waypoints": queries.waypoints_of(shown.circle_id, by).filter(site=shown),
        "corridors": queries.corridors_of(shown.circle_id, by).filter(site=shown),
        "contacts": queries.reachable(shown),
        "map": map_of(around_site(shown, by), without={"corridors"}),
        "may_change": shown.removed_at is None
        and may_change(by, shown.circle, shown.organization_id),
    }
    return page(request, "places/site.html", context)


@member_required
def site_create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Put a site on the list and the map."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = SiteForm(request.POST or None, circle_id=circle.id)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            listed = actions.list_site(
                circle_id=circle.id, by=by, now=timezone.now(), **form.values()
            )
            messages.success(request, _("The site is on the list and on the map."))
            return redirect("places:site", listed.id)
    return page(request, "places/edit_site.html", {"circle": circle, "form": form})


@member_required
def site_edit(request: MemberRequest, site_id: int) -> HttpResponse:
    """Correct what is said of one's own site."""
    by = request.member
    shown = _own(site_id, by)
    given = {
        "name": shown.name,
        "kind": shown.kind,
        "importance": shown.importance,
        "address": shown.address,
        "note": shown.note,
        "position": Position(shown.latitude, shown.longitude),
        "shape": shown.outline,
    }
    form = SiteForm(request.POST or None, initial=given, circle_id=shown.circle_id)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_site(site_id=site_id, by=by, now=timezone.now(), **form.values())
            messages.success(request, _("Saved."))
            return redirect("places:site", site_id)
    context = {"circle": shown.circle, "site": shown, "form": form}
    return page(request, "places/edit_site.html", context)


@member_required
def site_remove(request: MemberRequest, site_id: int) -> HttpResponse:
    """Take one's own site off the list and the map."""
    by = request.member
    shown = _own(site_id, by)
    return remove_page(
        request,
        shown.circle,
        shown.name,
        back=reverse("places:site", args=[site_id]),
        remove=lambda: actions.remove_site(site_id=site_id, by=by, now=timezone.now()),
        after=reverse("places:list", args=[shown.circle_id]),
    )


@member_required
def contacts(request: MemberRequest, site_id: int) -> HttpResponse:
    """Say whom to call about one's own site, and in which order."""
    by, now = request.member, timezone.now()
    shown = _own(site_id, by)
    members = list(circles.organizations_in(shown.circle_id, now))
    posts = Post.objects.filter(organization__in=members).order_by(by_name(), "id")
    plan = [Line(one.organization_id, one.post_id, one.about) for one in queries.contacts_of(shown)]
    lines = contact_forms(request.POST if request.method == "POST" else None, plan, members, posts)
    if request.method == "POST" and all(one.is_valid() for one in lines):
        filled = [line for one in lines if (line := one.line())]
        actions.set_contacts(site_id=site_id, lines=filled, by=by, now=now)
        messages.success(request, _("Saved."))
        return redirect("places:site", site_id)
    context = {"circle": shown.circle, "site": shown, "lines": lines}
    return page(request, "places/contacts.html", context)


def _own(site_id: int, by: Member) -> Site:
    own_site(site_id, by)
    return queries.sites_for(by).select_related("circle").get(id=site_id)
