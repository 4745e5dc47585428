"""The real web application on a free port of this machine, in a thread of the test process."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from lienket.config.asgi import Application


class Server(uvicorn.Server):
    """A server that says when it is ready, and leaves signals alone."""

    def __init__(self, listening: socket.socket) -> None:
        super().__init__(
            uvicorn.Config(
                Application(), log_level="warning", timeout_graceful_shutdown=1, ws="none"
            )
        )
        self.listening = listening
        self.ready = threading.Event()
        self.port: int = listening.getsockname()[1]

    def install_signal_handlers(self) -> None:
        """The test process keeps its own."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    def run_here(self) -> None:
        asyncio.run(self.serve([self.listening]))


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    """Serves the test database, so that what a test commits is seen by it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        serving = Server(listening)
        thread = threading.Thread(target=serving.run_here, daemon=True)
        thread.start()
        assert serving.ready.wait(20)
        yield serving
        serving.should_exit = True
        thread.join(10)
