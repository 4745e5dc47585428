"""KML as Google Earth and phones write it."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from lienket.kernel.errors import Refusal
from lienket.places.importing.rows import Row, numbered

_SHAPES = {"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"}
#: Groups of shapes in groups of shapes; nobody draws more of them than this.
_DEEPEST = 5


class KmlUnreadable(Refusal):
    """This file is no valid KML. Export it again."""

    field = "file"


class KmlWithEntities(Refusal):
    """This file defines entities of its own, as files do that want to do harm. It was not read."""

    field = "file"


def read(content: bytes) -> list[Row]:
    """The placemarks of a file. Raises KmlUnreadable and KmlWithEntities."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise KmlWithEntities from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise KmlUnreadable from None
    return numbered(_placemarks(root))


def _placemarks(root: Element) -> Iterator[tuple[dict[str, Any], Any]]:
    for element in root.iter():
        if _tag(element) == "Placemark":
            children = {_tag(child): child for child in element}
            name = children["name"].text if "name" in children else ""
            shapes = [_shape(child) for child in element if _tag(child) in _SHAPES]
            yield {"name": name or ""}, shapes[0] if shapes else None


def _tag(element: Element) -> str:
    """The name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _shape(element: Element, depth: int = _DEEPEST) -> Any:
    kind = _tag(element)
    if kind == "MultiGeometry":
        if depth == 0:
            return None
        parts = [_shape(child, depth - 1) for child in element if _tag(child) in _SHAPES]
        if parts and all(part and part["type"] == "Polygon" for part in parts):
            return {"type": "MultiPolygon", "coordinates": [part["coordinates"] for part in parts]}
        return {"type": "GeometryCollection", "geometries": parts}
    if kind == "Polygon":
        rings = [
            _points(ring)
            for side in ("outerBoundaryIs", "innerBoundaryIs")
            for boundary in element.iter()
            if _tag(boundary) == side
            for ring in boundary
        ]
        return {"type": "Polygon", "coordinates": rings}
    points = _points(element)
    if kind == "Point":
        return {"type": "Point", "coordinates": points[0]} if points else None
    return {"type": "LineString", "coordinates": points}


def _points(element: Element) -> list[list[float]]:
    """Longitude and latitude of each tuple; one that is no number makes the row unreadable."""
    text = next((one.text for one in element.iter() if _tag(one) == "coordinates"), "")
    try:
        return [[float(part) for part in spot.split(",")[:2]] for spot in (text or "").split()]
    except ValueError:
        return []
