"""A position: whether it may be one of ours, and how people write it."""

import math
import re
from enum import Enum
from typing import NamedTuple

#: Việt Nam with its seas, Hoàng Sa and Trường Sa included, in degrees.
SOUTH, NORTH = 6.5, 23.5
WEST, EAST = 102.0, 118.0
#: About ten centimetres: what no phone and no map is finer than.
DECIMALS = 6


class Position(NamedTuple):
    """Degrees in WGS 84."""

    latitude: float
    longitude: float


class Lies(Enum):
    """Where a pair of numbers lies."""

    INSIDE = "inside"
    # It would lie in Việt Nam with latitude and longitude the other way round.
    SWAPPED = "swapped"
    OUTSIDE = "outside"


def judge(latitude: float, longitude: float) -> Lies:
    """Where a pair of numbers lies, read as degrees."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return Lies.OUTSIDE
    if _inside(latitude, longitude):
        return Lies.INSIDE
    return Lies.SWAPPED if _inside(longitude, latitude) else Lies.OUTSIDE


def _inside(latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


# 12°20'30.5"N, 12 20 30 B (Bắc), 109°12.5' Đ (Đông), 12,3456.
_ANGLE = re.compile(
    r"""\s*([NBEĐD])?\s*
        (-?\d{1,3}(?:[.,]\d+)?)\s*(?:[°º]|\s)?\s*
        (?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['’′]|\s)\s*)?
        (?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["”″]|'')?\s*)?
        ([NBEĐD])?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_NORTH = frozenset("NB")


def read_position(text: str) -> Position | None:
    """Both angles from one line, as people paste them from maps and phones; None if unreadable.

    Takes decimal degrees and degrees with minutes and seconds, the letters N/B and E/Đ on either
    side, and a decimal comma when something else stands between the two.
    """
    for parts in _halves(text.strip()):
        read = [_angle(part) for part in parts]
        if len(read) == 2 and read[0] and read[1]:
            (first, first_letter), (second, second_letter) = read[0], read[1]
            if (first_letter and first_letter not in _NORTH) or second_letter in _NORTH:
                first, second = second, first
            return Position(first, second)
    return None


def _halves(text: str) -> list[list[str]]:
    """The ways in which a line may fall into two angles, the surest first."""
    ways = [text.split(";"), text.split(", "), re.split(r"(?<=[NBEĐDnbeđd])\s+", text)]
    plain = text.split(",")
    return [*ways, plain, re.split(r"\s+", text)]


def _angle(text: str) -> tuple[float, str] | None:
    found = _ANGLE.fullmatch(text)
    if not found:
        return None
    before, degrees, minutes, seconds, after = found.groups()
    value = float(degrees.replace(",", "."))
    fraction = _number(minutes) / 60 + _number(seconds) / 3600
    return math.copysign(abs(value) + fraction, value), (before or after or "").upper()


def _number(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0
