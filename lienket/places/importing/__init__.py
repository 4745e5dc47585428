"""Files of geographic information systems: GeoJSON, KML and KMZ, zipped Shapefiles.

Files come from anywhere, so nothing in them is believed: entities are not expanded, archives are
not unpacked beyond a size, and a coordinate system that is not known for sure is refused.
"""

from lienket.places.importing.files import read_file
from lienket.places.importing.rows import MOST_ROWS, Row

__all__ = ["MOST_ROWS", "Row", "read_file"]
