"""A browser for all journeys, and for each one the real application on a database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import Settings

from tests.journeys.site import PATIENCE, Clock, Site, leave
from tests.server import Server

# No name but localhost leads anywhere, and the browser starts nothing of its own.
FLAGS = [
    "--host-resolver-rules=MAP localhost 127.0.0.1, MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    # Maps are drawn by WebGL, which a machine without a graphics card computes.
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the environment, else Debian's."""
    chromium = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    unconfined = ["--no-sandbox"] if os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE)
    # Playwright keeps an event loop in this thread, in which Django would refuse to query.
    with mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="1"), sync_playwright() as player:
        started = player.chromium.launch(executable_path=chromium, args=[*FLAGS, *unconfined])
        yield started
        started.close()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """It is noon in the whole application until the test says otherwise."""
    clock = Clock()
    with mock.patch.object(timezone, "now", clock):
        yield clock


@pytest.fixture
def site(
    clock: Clock, server: Server, browser: Browser, settings: Settings, tmp_path: Path
) -> Iterator[Site]:
    """The application in front of the browser; no page of the test may have complained."""
    settings.FILES = tmp_path / "files"
    settings.PUBLIC_URL = f"http://localhost:{server.port}"
    site = Site(settings.PUBLIC_URL, browser, clock)
    yield site
    for context in browser.contexts:
        leave(context)
    assert not site.complaints
