"""A whole installation of its own: a durable PostgreSQL, real web processes and real workers."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from lienket.config.postgres import Cluster
from tests.cast import NOON
from tests.faults.clock import Clock

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache"


class Installation:
    """Its processes have names such as "web-1" and "worker-2", by which they are killed."""

    def __init__(self, home: Path, *, speed: float, **settings: str) -> None:
        """`settings` are environment variables of all processes."""
        self.home = home
        self.clock = Clock(NOON, time.time(), speed)
        self.cluster = Cluster(home)
        self.ports: dict[str, int] = {}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        outer = {name: v for name, v in os.environ.items() if not name.startswith("DATABASE_")}
        self._environment = {
            **outer,
            **self.clock.environment(),
            **settings,
            "LIENKET_HOME": str(home),
            "LIENKET_PROCESS": "worker",
            "LIENKET_SMTP_HOST": "127.0.0.1",
        }

    def prepare(self) -> None:
        """Have a database with all tables."""
        self._run("-m", "lienket", "migrate")
        self._environment |= self.cluster.ensure().environment()

    def scene(self, *arguments: str, module: str = "tests.faults.scene") -> dict[str, Any]:
        """Make the cast of a module; what it says about itself."""
        made: dict[str, Any] = json.loads(self._run("-m", module, *arguments))
        return made

    def start(self, *names: str) -> None:
        """Start processes by name; does not wait for them."""
        for name in names:
            kind, _, _ = name.partition("-")
            command = [sys.executable, "-m", "tests.faults.clock"]
            command += self._web(name) if kind == "web" else ["lienket.config.worker"]
            with self.log(name).open("ab") as log:
                self._processes[name] = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env={**self._environment, "LIENKET_PROCESS": kind},
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def kill(self, name: str) -> None:
        """`kill -9`; "postgres" is the whole server."""
        if name == "postgres":
            (pid, *_) = (self.cluster.data / "postmaster.pid").read_text().splitlines()
            os.kill(int(pid), signal.SIGKILL)
            return
        process = self._processes.pop(name)
        assert process.poll() is None, (
            f"{name} ended by itself; see the end of its log:\n"
            + (self.log(name).read_text()[-3000:])
        )
        process.kill()
        process.wait()

    def restart(self, name: str) -> None:
        """Start again what was killed, as the launcher does."""
        if name == "postgres":
            self.cluster.ensure()
        else:
            self.start(name)

    def log(self, name: str) -> Path:
        """What a process has said, over all its lives."""
        return self.home / f"{name}.log"

    def rows(self, query: str, *values: object) -> list[Any]:
        """Read the database as it is, past all policies."""
        with psycopg.connect(self.cluster.ensure().superuser) as database:
            return database.execute(query.encode(), values).fetchall()

    def stop(self) -> None:
        """End everything and remove every trace."""
        for process in self._processes.values():
            process.kill()
            process.wait()
        self.cluster.stop()
        # As root the data may lie outside of the home.
        for folder in (self.cluster.data.parent, self.cluster.socket, self.home):
            shutil.rmtree(folder, ignore_errors=True)

    def _web(self, name: str) -> list[str]:
        port = self.ports.setdefault(name, _free_port())
        return [
            *("uvicorn", "lienket.config.asgi:application", "--host", "127.0.0.1"),
            *("--port", str(port), "--log-level", "warning", "--no-access-log"),
        ]

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def installation(*, speed: float, **settings: str) -> Iterator[Installation]:
    """An installation that is gone afterwards, whatever happens."""
    _remove_abandoned()
    home = CACHE / f"faults-{os.getpid()}"
    home.mkdir(parents=True)
    made = Installation(home, speed=speed, **settings)
    try:
        made.prepare()
        yield made
    finally:
        made.stop()


def _remove_abandoned() -> None:
    """Remove what tests left that were killed themselves."""
    for home in CACHE.glob("faults-*"):
        try:
            os.kill(int(home.name.removeprefix("faults-")), 0)
        except PermissionError:
            continue
        except ProcessLookupError:
            Installation(home, speed=1).stop()


def until(holds: Callable[[], bool], *, within: float, told: Callable[[], object]) -> None:
    """Wait until something holds; after `within` seconds fail and say how it stands."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, told()
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
