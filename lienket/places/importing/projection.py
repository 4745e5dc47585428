"""From the coordinate system of a file to degrees in WGS 84.

Offices draw in VN-2000, each province around its own meridian. A system is taken only if the way
from it to WGS 84 is known: a guess would be wrong by hundreds of metres and look right.
"""

from collections.abc import Callable
from typing import Any

from pyproj import CRS
from pyproj.exceptions import ProjError
from pyproj.transformer import TransformerGroup

from lienket.kernel.errors import Refusal

#: Eastings and northings to longitudes and latitudes; None leaves degrees as they are.
ToDegrees = Callable[[Any, Any], tuple[Any, Any]] | None
_LONGEST = 10_000  # characters of a description


class UnknownProjection(Refusal):
    """The coordinate system of this file is not known. Export it in WGS 84 or VN-2000."""

    field = "file"


def named(name: str) -> ToDegrees:
    """The way from a system that is called by name; without a name it is WGS 84."""
    return _way(name) if name else None


def described(text: str) -> ToDegrees:
    """The way from a system that is described as in a .prj file."""
    return _way(text)


def apply(to_degrees: ToDegrees, geometry: Any) -> Any:
    """A shape in degrees; what is no shape stays as it is and is refused later, row by row."""
    if to_degrees is None or not isinstance(geometry, dict) or "coordinates" not in geometry:
        return geometry
    try:
        return geometry | {"coordinates": _moved(to_degrees, geometry["coordinates"])}
    except (TypeError, ValueError, IndexError, RecursionError, ProjError):
        return None


def _way(text: str) -> ToDegrees:
    if len(text) > _LONGEST:
        raise UnknownProjection
    try:
        system = CRS.from_user_input(text)
        if system.is_geographic and system.to_epsg() == 4326:
            return None
        ways = TransformerGroup(system, "EPSG:4326", always_xy=True, allow_ballpark=False)
    except (ProjError, ValueError):
        raise UnknownProjection from None
    if not ways.transformers:
        raise UnknownProjection
    return ways.transformers[0].transform


def _moved(to_degrees: Any, value: Any) -> Any:
    if isinstance(value[0], int | float):
        longitude, latitude = to_degrees(value[0], value[1])
        return [longitude, latitude]
    return [_moved(to_degrees, one) for one in value]
