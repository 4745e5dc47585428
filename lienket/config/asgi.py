"""The web process: live streams and static files in front of Django, and the watchdog beside it."""

import asyncio
import contextlib
import gc
import logging
import os
import re
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.config.settings")

import django

django.setup(set_prefix=False)

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.urls import get_resolver
from servestatic import ServeStaticASGI

from lienket.config import secret, watchdog
from lienket.config.bridge import Bridge
from lienket.delivery.live.hub import Hub
from lienket.delivery.live.stream import stream
from lienket.places import basemap

logger = logging.getLogger(__name__)

# Vite puts a hash of the contents into these names.
_HASHED = re.compile(r"-[\w-]{8}\.\w+$")


class Application:
    """Sends each connection where it belongs."""

    def __init__(self) -> None:
        self.django = Bridge()
        self.static = ServeStaticASGI(
            self.django,
            root=Path(settings.FRONTEND),
            prefix="static",
            immutable_file_test=lambda path, url: bool(_HASHED.search(url)),
            allow_all_origins=False,
        )
        # Scripts of the sign-in pages, as the library brings them.
        for storage in AppDirectoriesFinder().storages.values():
            self.static.add_files(storage.location, prefix="static")
        if tiles := basemap.archive():
            # Browsers fetch the parts of it that they show, by ranges.
            if basemap.is_readable(tiles):
                self.static.add_file_to_dictionary(settings.PMTILES_URL, str(tiles))
            else:
                logger.error("LIENKET_PMTILES: no readable file at %s; maps show land only", tiles)
        self.hub = Hub()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] != "http":
            raise ValueError(f"unknown kind of connection: {scope['type']}")
        elif scope["path"] == "/live/" and scope["method"] == "GET":
            await stream(self.hub, scope, receive, send)
        elif scope["path"].startswith("/static/"):
            await self.static(scope, receive, send)
        else:
            await self.django(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        """What runs from the start of the process to its end."""
        await receive()
        # The addresses and all behind them, now and not at the first request; what is loaded
        # stays, so the garbage collector need not look at it again and again.
        get_resolver().url_patterns  # noqa: B018  loads them
        gc.collect()
        gc.freeze()
        running = [
            asyncio.create_task(self.hub.run()),
            asyncio.create_task(watchdog.run(self.django.threads)),
        ]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in running:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*running)
        self.django.threads.shutdown(wait=False)
        self.hub.close()
        await send({"type": "lifespan.shutdown.complete"})


secret.require_key()
application = Application()
