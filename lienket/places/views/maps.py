"""The map of a circle with all its layers, the same as GeoJSON, and the list of its places."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries
from lienket.places.layers import Feature, Period, all_layers, collection, last_days
from lienket.places.views.pages import map_of, may_change, page

#: The days that the timed layers show when nobody asks for others.
DAYS = 30
#: What may be asked for.
CHOICES = (7, 30, 90, 365)


@require_safe
@member_required
def map_page(request: MemberRequest, circle_id: int) -> HttpResponse:
    """All layers of a circle on one map, and beneath it what stands on each, with its position."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    days = _days(request)
    shown = _features(circle, by, last_days(days, timezone.now()))
    grouped = [
        (layer, [feature for key, feature in shown if key == layer.key and _named(feature)])
        for layer in reversed(all_layers())
    ]
    context = {
        "circle": circle,
        "map": map_of(shown),
        "layers": [(layer, features) for layer, features in grouped if features],
        "timed": any(layer.timed for layer in all_layers()),
        "days": days,
        "choices": CHOICES,
        "may_change": may_change(by, circle),
    }
    return page(request, "places/map.html", context)


@require_safe
@member_required
def features(request: MemberRequest, circle_id: int) -> HttpResponse:
    """What the map shows, as GeoJSON."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    shown = _features(circle, by, last_days(_days(request), timezone.now()))
    return JsonResponse(
        collection(feature.geojson(layer) for layer, feature in shown),
        content_type="application/geo+json",
    )


@require_safe
@member_required
def places(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The sites, corridors and points of a circle."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    context = {
        "circle": circle,
        "sites": queries.sites_of(circle.id, by),
        "corridors": queries.corridors_of(circle.id, by),
        "waypoints": queries.waypoints_of(circle.id, by),
        "may_change": may_change(by, circle),
    }
    return page(request, "places/list.html", context)


def _features(circle: Circle, by: Member, period: Period) -> list[tuple[str, Feature]]:
    return [
        (layer.key, feature)
        for layer in all_layers()
        for feature in layer.provider(circle, by, period)
    ]


def _named(feature: Feature) -> bool:
    """Whether a list names it: of a site its point, of a corridor its line."""
    return feature.facts.get("part") not in {"outline", "strip"}


def _days(request: MemberRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked.isdecimal() and int(asked) in CHOICES else DAYS
