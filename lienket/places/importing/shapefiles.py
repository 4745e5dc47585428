"""Zipped Shapefiles, as QGIS, ArcGIS and MicroStation write them."""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import shapefile

from lienket.kernel.errors import Refusal
from lienket.places.importing import projection
from lienket.places.importing.rows import Row, numbered

#: In which names and notes may be written, the likeliest first.
_ENCODINGS = ("utf-8", "cp1258")
# The library unpacks bytes without looking at them first, so damage shows in many ways.
_DAMAGE = (
    shapefile.ShapefileException,
    struct.error,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    MemoryError,
)


class NoShapefile(Refusal):
    """The archive needs a .shp and a .dbf file of the same name. Zip all parts of the Shapefile."""

    field = "file"


class SeveralShapefiles(Refusal):
    """The archive holds several Shapefiles. Import them one by one."""

    field = "file"


class ShapefileUnreadable(Refusal):
    """The Shapefile is damaged. Export it again."""

    field = "file"


class WrongEncoding(Refusal):
    """The names in this Shapefile are in no known encoding. Export it in UTF-8."""

    field = "file"


def read(files: dict[str, bytes]) -> list[Row]:
    """The shapes of the Shapefile among the files of an archive, with their attributes."""
    stems = [name.removesuffix(".shp") for name in files if name.endswith(".shp")]
    if not stems or f"{stems[0]}.dbf" not in files:
        raise NoShapefile
    if len(stems) > 1:
        raise SeveralShapefiles
    parts = {suffix: files.get(f"{stems[0]}.{suffix}") for suffix in ("shp", "dbf", "prj", "cpg")}
    described = (parts["prj"] or b"").decode("utf-8", "replace").strip()
    to_degrees = projection.described(described) if described else None
    records = list(_records(parts["shp"], parts["dbf"]))
    for encoding in _encodings(parts["cpg"]):
        try:
            decoded = [_decoded(properties, encoding) for properties, _geometry in records]
        except (UnicodeDecodeError, LookupError):
            continue
        geometries = (projection.apply(to_degrees, geometry) for _properties, geometry in records)
        return numbered(zip(decoded, geometries, strict=True))
    raise WrongEncoding


def _encodings(told: bytes | None) -> tuple[str, ...]:
    name = (told or b"").decode("ascii", "replace").strip()
    return (name, *_ENCODINGS) if name else _ENCODINGS


def _decoded(properties: dict[str, Any], encoding: str) -> dict[str, Any]:
    """The same in the letters of an encoding; they were read byte by byte."""

    def letters(value: Any) -> Any:
        return value.encode("latin-1").decode(encoding) if isinstance(value, str) else value

    return {letters(key): letters(value) for key, value in properties.items()}


def _records(
    shapes: bytes | None, attributes: bytes | None
) -> Iterator[tuple[dict[str, Any], Any]]:
    try:
        with shapefile.Reader(
            # Latin-1 has a letter for every byte: nothing is lost before the encoding is known.
            shp=BytesIO(shapes or b""),
            dbf=BytesIO(attributes or b""),
            encoding="latin-1",
        ) as reader:
            for one in reader.iterShapeRecords():
                empty = one.shape.shapeType == shapefile.NULL
                yield one.record.as_dict(), None if empty else one.shape.__geo_interface__
    except _DAMAGE:
        raise ShapefileUnreadable from None
