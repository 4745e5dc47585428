"""A customer's archive of map tiles is handed out in parts, as browsers ask for them."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from lienket.config.asgi import Application
from lienket.places.basemap import tiles_url


def fetch(application: Application, wanted: bytes) -> tuple[int, bytes]:
    """The status and the body of a part of the archive."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/static/map.pmtiles",
        "headers": [(b"range", wanted)],
        "query_string": b"",
    }
    asyncio.run(application(scope, receive, send))
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent)


def test_without_its_archive_the_process_starts_and_maps_show_the_land(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PMTILES = str(tmp_path / "moved-away.pmtiles")
    settings.PMTILES_URL = "/static/map.pmtiles"

    Application()

    assert "moved-away.pmtiles" in caplog.text
    assert "Traceback" not in caplog.text
    assert tiles_url() == ""


def test_a_part_of_the_archive_is_handed_out(tmp_path: Path, settings: Settings) -> None:
    archive = tmp_path / "vietnam.pmtiles"
    archive.write_bytes(b"PMTiles" + bytes(1000))
    settings.PMTILES, settings.PMTILES_URL = str(archive), "/static/map.pmtiles"
    assert fetch(Application(), b"bytes=0-6") == (206, b"PMTiles")
