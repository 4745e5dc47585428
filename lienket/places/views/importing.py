"""Putting a file on the map: choose it, look at what would happen, then do it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.organizations.web import MemberRequest, member_required, refusals_in
from lienket.places import actions, queries
from lienket.places.actions import MANAGE, Preview, Wanted
from lienket.places.actions.shapes import PositionSwapped
from lienket.places.forms.importing import FileForm, WantedForm
from lienket.places.models import Import, Site
from lienket.places.shown import of_any
from lienket.places.views.pages import map_of, page


class FileTooLarge(Refusal):
    """The file is larger than {limit_mb} MB. Divide it."""


@member_required
def import_upload(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Choose a file; it is read and kept, and nothing is put on the map yet."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        with refusals_in(form), about("file"):
            if upload.size > settings.MAX_UPLOAD_BYTES:
                raise FileTooLarge(limit_mb=settings.MAX_UPLOAD_BYTES // 1024**2)
            actions.read_places(
                circle_id=circle.id,
                file_name=upload.name,
                content=upload.read(),
                by=by,
                now=timezone.now(),
            )
            return redirect("places:import_apply", circle.id)
    return page(request, "places/import.html", {"circle": circle, "form": form})


@member_required
def import_apply(request: MemberRequest, circle_id: int) -> HttpResponse:
    """What would happen to each row, on a map and as a list; and doing it."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    kept = Import.objects.filter(organization_id=by.organization_id, circle=circle).first()
    if kept is None:
        return redirect("places:import", circle.id)
    sites = _own_sites(circle, by)
    chosen = request.POST or request.GET
    form = WantedForm(chosen or None, sites=sites)
    preview = Preview()
    # As long as nobody has chosen otherwise, the first choices are tried.
    if not chosen or form.is_valid():
        wanted = form.wanted() if chosen else Wanted()
        if request.method == "POST":
            done = actions.apply_import(circle_id=circle.id, wanted=wanted, by=by, now=now)
            count = len(done.usable)
            told = ngettext(
                "%(count)s place was put on the map.",
                "%(count)s places were put on the map.",
                count,
            )
            messages.success(request, told % {"count": count})
            return redirect("places:map", circle.id)
        preview = actions.preview_import(circle_id=circle.id, wanted=wanted, by=by, now=now)
    context = {
        "circle": circle,
        "kept": kept,
        "form": form,
        "preview": preview,
        "swapped": any(isinstance(one.refusal, PositionSwapped) for one in preview.refused),
        "map": map_of(part for place in preview.places for part in of_any(place)),
    }
    return page(request, "places/import_preview.html", context)


def _own_sites(circle: Circle, by: Member) -> list[Site]:
    return list(queries.sites_of(circle.id, by).filter(organization_id=by.organization_id))
