"""The places of a circle for other programs: QGIS opens the address as a vector layer."""

from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone
from ninja import P, QueryEx, Router

from lienket.circles import queries as circles
from lienket.kernel.errors import Refusal
from lienket.kernel.programs import ApiRequest, PathId
from lienket.places.layers import all_layers, collection, last_days

router = Router(tags=["places"])
MEDIA_TYPE = "application/geo+json"


class NoSuchLayer(Refusal):
    """There is no such layer. The layers are: {layers}."""

    field = "layer"


LayerKey = QueryEx[str, P(description="Only this layer; without it, all of them.")]
Days = QueryEx[int, P(ge=1, le=3660, description="How far back layers of events go.")]


@router.get("circles/{int:circle}/places.geojson", summary="The map of a circle as GeoJSON")
def show_places(
    request: ApiRequest, circle: PathId, layer: LayerKey = "", days: Days = 30
) -> JsonResponse:
    """A FeatureCollection in WGS 84 (RFC 7946). Each feature names its layer, kind and page."""
    by = request.auth
    shown = circles.circles_for(by).get(id=circle)
    chosen = [one for one in all_layers() if layer in ("", one.key)]
    if not chosen:
        raise NoSuchLayer(layers=", ".join(one.key for one in all_layers()))
    period = last_days(days, timezone.now())
    features = [
        feature.geojson(one.key, settings.PUBLIC_URL)
        for one in chosen
        for feature in one.provider(shown, by, period)
    ]
    return JsonResponse(collection(features), content_type=MEDIA_TYPE)
