"""Which kind of file this is, and reading it."""

from lienket.kernel.errors import Refusal
from lienket.places.importing import archives, geojson, kml, shapefiles
from lienket.places.importing.rows import Row


class UnknownFile(Refusal):
    """This is no GeoJSON, KML, KMZ or zipped Shapefile. Export it from QGIS in one of these."""

    field = "file"


def read_file(content: bytes) -> list[Row]:
    """The rows of a file, by what is in it, whatever it is called.

    Raises UnknownFile and the refusals of each kind.
    """
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"PK\x03\x04"):
        files = archives.unpack(content)
        documents = [data for name, data in files.items() if name.endswith(".kml")]
        return kml.read(documents[0]) if documents else shapefiles.read(files)
    if start.startswith(b"{"):
        return geojson.read(content)
    if start.startswith(b"<"):
        return kml.read(content)
    raise UnknownFile
