"""The base map: land, borders and names that `frontend/basemap.ts` derives from Natural Earth.

A customer may lay an archive of map tiles (PMTiles) over it; see LIENKET_PMTILES.
"""

import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings
from django_vite.core.asset_loader import DjangoViteAssetLoader
from shapely.geometry import shape

from lienket.places.rules import Position

#: Of the asset in Vite's manifest.
ASSET = "base-map.json"


@cache
def base_map_url() -> str:
    """Where the browser finds the base map."""
    url: str = DjangoViteAssetLoader.instance().generate_vite_asset_url(ASSET)
    return url


def archive() -> Path | None:
    """The customer's archive of tiles, if it is a file that this server hands out."""
    handed_out = settings.PMTILES and settings.PMTILES_URL.startswith(settings.STATIC_URL)
    return Path(settings.PMTILES).resolve() if handed_out else None


def is_readable(file: Path) -> bool:
    """Whether it is there, and this process may read it."""
    return file.is_file() and os.access(file, os.R_OK)


def tiles_url() -> str:
    """Where the browser finds the customer's tiles; empty as long as there are none."""
    file = archive()
    return settings.PMTILES_URL if file is None or is_readable(file) else ""


@cache
def _base_map() -> dict[str, Any]:
    manifest = json.loads((Path(settings.FRONTEND) / "manifest.json").read_text())
    read: dict[str, Any] = json.loads(
        (Path(settings.FRONTEND) / manifest[ASSET]["file"]).read_text()
    )
    return read


@cache
def land() -> Sequence[tuple[Any, bool]]:
    """Pieces of land, and whether each belongs to Việt Nam."""
    return [
        (shapely.make_valid(shape(one["geometry"])), bool(one["properties"]["own"]))
        for one in _base_map()["land"]["features"]
    ]


@cache
def names() -> Sequence[tuple[Position, str, str]]:
    """Positions of names, the names, and their kinds: country, islands, sea, province, island."""
    return [
        (
            Position(*reversed(one["geometry"]["coordinates"])),
            one["properties"]["name"],
            one["properties"]["kind"],
        )
        for one in _base_map()["names"]["features"]
    ]
