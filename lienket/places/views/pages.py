"""What all pages of the module share."""

import json
from collections.abc import Callable, Container, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest
from lienket.places.actions import MANAGE
from lienket.places.basemap import base_map_url, tiles_url
from lienket.places.layers import Feature, collection
from lienket.places.picture import bounds_of, draw


def page(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the field; a form that came back with errors answers 422."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"place": "field", **context}, status=status)


def map_of(shown: Iterable[tuple[str, Feature]], *, without: Container[str] = ()) -> dict[str, Any]:
    """What `places/_map.html` wants: features by layer, as picture and as data.

    It opens on all of them but those of the layers `without`, which lead out of sight.
    """
    listed = list(shown)
    bounds = bounds_of([feature for layer, feature in listed if layer not in without])
    return {
        "picture": draw(listed, bounds),
        "bounds": json.dumps(bounds),
        "features": collection(feature.geojson(layer) for layer, feature in listed),
        "base": base_map_url(),
        "tiles": tiles_url(),
    }


def may_change(by: Member, circle: Circle, organization_id: int | None = None) -> bool:
    """Whether `by` may add to the map of a circle, or change what an organization put there."""
    own = organization_id is None or organization_id == by.organization_id
    return own and by.may(MANAGE) and circle.closed_at is None


def remove_page(
    request: MemberRequest,
    circle: Circle,
    name: str,
    back: str,
    remove: Callable[[], object],
    after: str,
) -> HttpResponse:
    """Ask whether something shall be taken off the map, and do it when told so."""
    if request.method == "POST":
        remove()
        messages.success(request, _("Taken off the map."))
        return redirect(after)
    context = {"circle": circle, "name": name, "back": back}
    return page(request, "places/remove.html", context)
