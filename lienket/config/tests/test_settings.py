"""What the settings make of the environment, where a mistake would open a door."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from lienket.config import settings


@pytest.mark.parametrize(
    ("proxies", "trusted"), [(None, False), ("", False), ("0", False), ("1", True), ("2", True)]
)
def test_only_a_proxy_says_whether_it_was_https(
    monkeypatch: pytest.MonkeyPatch, proxies: str | None, trusted: bool
) -> None:
    if proxies is None:
        monkeypatch.delenv("LIENKET_PROXIES", raising=False)
    else:
        monkeypatch.setenv("LIENKET_PROXIES", proxies)

    read = runpy.run_path(settings.__file__)

    assert (read["SECURE_PROXY_SSL_HEADER"] is not None) is trusted


@pytest.mark.parametrize(
    ("given", "address", "asked"),
    [
        ("", "", []),
        ("/srv/tiles/vietnam.pmtiles", "/static/map.pmtiles", []),
        ("https://tiles.vn/a.pmtiles", "https://tiles.vn/a.pmtiles", ["https://tiles.vn"]),
    ],
)
def test_map_tiles_come_from_here_or_from_the_one_place_that_was_named(
    monkeypatch: pytest.MonkeyPatch, given: str, address: str, asked: list[str]
) -> None:
    monkeypatch.setenv("LIENKET_PMTILES", given)

    read = runpy.run_path(settings.__file__)

    assert read["PMTILES_URL"] == address
    assert read["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["connect-src"] == ["'self'", *asked]


@pytest.mark.parametrize(
    "program", [["-m", "lienket.config.worker"], ["-c", "import lienket.config.asgi"]]
)
def test_without_a_key_neither_web_nor_worker_starts(program: list[str], tmp_path: Path) -> None:
    surroundings = {**os.environ, "LIENKET_HOME": str(tmp_path), "LIENKET_SECRET_KEY": ""}

    ended = subprocess.run(
        [sys.executable, *program], env=surroundings, capture_output=True, timeout=60, check=False
    )

    assert ended.returncode == 1
    assert b"LIENKET_SECRET_KEY" in ended.stderr
    assert b"Traceback" not in ended.stderr
