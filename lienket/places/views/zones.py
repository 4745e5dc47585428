"""Drawing the zones of a site."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import actions, queries
from lienket.places.actions.sites import own_site
from lienket.places.forms import ZoneForm
from lienket.places.models import Zone
from lienket.places.views.pages import page, remove_page


@member_required
def zone_create(request: MemberRequest, site_id: int) -> HttpResponse:
    """Draw a zone inside one's own site."""
    by = request.member
    site = own_site(site_id, by)
    form = ZoneForm(request.POST or None, circle_id=site.circle_id)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.draw_zone(site_id=site_id, by=by, now=timezone.now(), **form.values())
            messages.success(request, _("The zone was drawn."))
            return redirect("places:site", site_id)
    context = {"circle": site.circle, "site": site, "form": form}
    return page(request, "places/edit_zone.html", context)


@member_required
def zone_edit(request: MemberRequest, zone_id: int) -> HttpResponse:
    """Draw a zone anew."""
    by = request.member
    zone = _own(zone_id, by)
    given = {"name": zone.name, "kind": zone.kind, "shape": zone.outline}
    form = ZoneForm(request.POST or None, initial=given, circle_id=zone.circle_id)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_zone(zone_id=zone_id, by=by, now=timezone.now(), **form.values())
            messages.success(request, _("Saved."))
            return redirect("places:site", zone.site_id)
    context = {"circle": zone.site.circle, "site": zone.site, "zone": zone, "form": form}
    return page(request, "places/edit_zone.html", context)


@member_required
def zone_remove(request: MemberRequest, zone_id: int) -> HttpResponse:
    """Take a zone off the map."""
    by = request.member
    zone = _own(zone_id, by)
    site = reverse("places:site", args=[zone.site_id])
    return remove_page(
        request,
        zone.site.circle,
        zone.name,
        back=site,
        remove=lambda: actions.remove_zone(zone_id=zone_id, by=by, now=timezone.now()),
        after=site,
    )


def _own(zone_id: int, by: Member) -> Zone:
    zone = queries.zones_for(by).get(id=zone_id)
    own_site(zone.site_id, by)
    return zone
