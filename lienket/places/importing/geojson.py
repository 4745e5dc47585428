"""GeoJSON (RFC 7946), and the older kind that names its coordinate system."""

from typing import Any

import orjson

from lienket.kernel.errors import Refusal
from lienket.places.importing import projection
from lienket.places.importing.rows import Row, numbered


class GeoJsonUnreadable(Refusal):
    """This file is no valid GeoJSON in UTF-8. Export it again."""

    field = "file"


def read(content: bytes) -> list[Row]:
    """The features of a file. Raises GeoJsonUnreadable and UnknownProjection."""
    try:
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        raise GeoJsonUnreadable from None
    if not isinstance(document, dict):
        raise GeoJsonUnreadable
    to_degrees = projection.named(_system(document))
    return numbered(
        (properties, projection.apply(to_degrees, geometry))
        for properties, geometry in (_parts(feature) for feature in _features(document))
    )


def _features(document: dict[str, Any]) -> list[Any]:
    if document.get("type") == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            raise GeoJsonUnreadable
        return features
    return [document if document.get("type") == "Feature" else {"geometry": document}]


def _parts(feature: Any) -> tuple[dict[str, Any], Any]:
    if not isinstance(feature, dict):
        raise GeoJsonUnreadable
    properties = feature.get("properties")
    return (properties if isinstance(properties, dict) else {}), feature.get("geometry")


def _system(document: dict[str, Any]) -> str:
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""
