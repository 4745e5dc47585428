"""Files as offices send them, made small."""

import json
import struct
import zipfile
from io import BytesIO
from typing import Any

import shapefile

from lienket.places.rules import Geometry
from lienket.places.tests.hands import LINE, square

#: As ArcGIS describes VN-2000 with the meridian of the province.
VN_2000 = (
    'PROJCS["VN_2000_TM3",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",'
    'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",108.25],PARAMETER["Scale_Factor",0.9999],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
WGS_84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
POINT: Geometry = {"type": "Point", "coordinates": [109.205, 13.355]}


def geojson(*features: tuple[str, Geometry | None], **facts: str) -> bytes:
    """Named features."""
    listed = [
        {"type": "Feature", "properties": {"name": name, **facts}, "geometry": geometry}
        for name, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": listed}).encode()


def everything() -> bytes:
    """A gate, a line and a site."""
    return geojson(("Cổng số 1", POINT), ("Đường dây 22 kV", LINE), ("Nhà máy", square()))


def kml(body: str, head: str = "") -> bytes:
    """Placemarks in their document."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'
    ).encode()


PLACEMARKS = """
<Placemark><name>Trụ nước 1</name>
<Point><coordinates>109.205,13.355,0</coordinates></Point></Placemark>
<Folder><Placemark><name>Khu A</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
109.200,13.350,0 109.210,13.350,0 109.210,13.360,0 109.200,13.350,0
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>
"""


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def shapes(
    *points: tuple[str, float, float], prj: str = WGS_84, encoding: str = "utf-8", **more: Any
) -> bytes:
    """Named points as a zipped Shapefile."""
    shp, shx, dbf = BytesIO(), BytesIO(), BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, encoding=encoding) as writer:
        writer.shapeType = shapefile.POINT
        writer.field("TEN", "C", size=60)
        for name, east, north in points:
            writer.point(east, north)
            writer.record(name)
    parts = {"shp": shp.getvalue(), "dbf": dbf.getvalue(), "prj": prj.encode()}
    return zipped({f"data/Diem.{suffix}": data for suffix, data in (parts | more).items()})


def broken_shapes() -> bytes:
    """A Shapefile whose header promises more than there is."""
    header = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 70) + b"\x00" * 72
    return shapes(("A", 109.0, 13.0), shp=header + b"\xff" * 40)
