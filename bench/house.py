"""An installation of its own for the measures: durable cluster, web process, workers, mail sink."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from bench import meter
from lienket.config.postgres import Cluster

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".cache/bench"
# Seconds. Generous: on a busy machine a process takes minutes to start.
PATIENCE = 300.0
#: So many ports are tried, if other programs take them between looking and listening.
PORTS = 3


class Ended(RuntimeError):
    """A process ended before it listened; what it said stands above."""


class Cost(NamedTuple):
    """CPU milliseconds of one item, and items per second."""

    cpu: float
    rate: float


class House:
    """Real processes on loopback. Used as a context manager; everything is removed at the end."""

    def __enter__(self) -> "House":
        self._remove()
        HOME.mkdir(parents=True)
        self.cluster = Cluster(HOME)
        self.urls = self.cluster.ensure()
        with psycopg.connect(self.urls.superuser, autocommit=True) as server:
            # Tells when each transaction was committed: live pages are measured from there.
            server.execute("ALTER SYSTEM SET track_commit_timestamp = on")
        self.cluster.stop()
        self.cluster.ensure()
        self.port, self.mail_port = free_port(), free_port()
        os.environ |= {
            **self.urls.environment(),
            "LIENKET_HOME": str(HOME),
            "LIENKET_PROCESS": "worker",
            "LIENKET_SECRET_KEY": "only for measuring " * 3,
            "LIENKET_SMTP_HOST": "127.0.0.1",
            "LIENKET_SMTP_PORT": str(self.mail_port),
            "PORT": str(self.port),
        }
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        self.database = psycopg.connect(self.urls.superuser, autocommit=True)
        self.web = self._start_web()
        self.workers: list[subprocess.Popen[bytes]] = []
        self.mail = self._start(["-m", "bench.sink", str(self.mail_port)])
        await_port(self.mail_port, self.mail)
        return self

    def __exit__(self, *_: object) -> None:
        from django.db import connections

        connections.close_all()
        self.database.close()
        for process in (*self.workers, self.web, self.mail):
            _end(process)
        self.cluster.stop()
        self._remove()

    @contextlib.contextmanager
    def working(self, count: int = 1, *, mailing: bool = False) -> Iterator[None]:
        """So many workers run; without `mailing` they send nothing and do all the rest."""
        self.database.execute(
            "UPDATE delivery_message SET state = 'cancelled' WHERE state IN ('queued', 'sending')"
        )
        off = {} if mailing else {"LIENKET_SMTP_HOST": ""}
        self.workers = [self._start(["-m", "lienket.config.worker"], **off) for _ in range(count)]
        self._await_workers(count)
        yield
        for worker in self.workers:
            _end(worker)
        self.workers = []

    def cpu(self) -> float:
        """CPU milliseconds of web, workers and all of PostgreSQL so far."""
        postmaster = int((self.cluster.data / "postmaster.pid").read_text().split()[0])
        return meter.cpu([postmaster, *self.processes])

    def cost(self, items: int, turns: Sequence[Callable[[], object]]) -> Cost:
        """What each of the items of a turn costs, in the least disturbed of these turns.

        On a busy machine the same work takes up to twice as much CPU: caches are shared.
        """
        costs = []
        for turn in turns:
            before, started = self.cpu(), time.perf_counter()
            turn()
            seconds = time.perf_counter() - started
            costs.append(Cost((self.cpu() - before) / items, items / seconds))
        return Cost(min(one.cpu for one in costs), max(one.rate for one in costs))

    @property
    def processes(self) -> list[int]:
        """The web process and the workers."""
        return [self.web.pid, *(worker.pid for worker in self.workers)]

    def renew_web(self) -> None:
        """Start the web process again: what it held is gone."""
        _end(self.web)
        self.web = self._start_web()

    def await_mail(self) -> None:
        """Wait until nothing waits to be sent."""
        waiting = (
            "SELECT EXISTS (SELECT FROM delivery_message WHERE state IN ('queued', 'sending'))"
        )
        deadline = time.monotonic() + PATIENCE
        while (row := self.database.execute(waiting).fetchone()) and row[0]:
            if time.monotonic() > deadline:
                raise TimeoutError("some messages are not sent")
            time.sleep(0.1)

    def settle(self) -> None:
        """Put what earlier measures have left to be done behind us."""
        self.database.execute("VACUUM ANALYZE")
        self.database.execute("CHECKPOINT")

    def _start_web(self) -> "subprocess.Popen[bytes]":
        # As `lienket serve` starts it.
        command = ["-m", "uvicorn", "lienket.config.asgi:application"]
        command += ["--log-level", "warning", "--no-access-log", "--ws", "none"]
        command += ["--no-server-header", "--timeout-graceful-shutdown", "1"]
        for left in reversed(range(PORTS)):
            web = self._start([*command, "--port", str(self.port)], LIENKET_PROCESS="web")
            try:
                await_port(self.port, web)
            except Ended:
                if not left:
                    raise
                self.port = free_port()
                os.environ["PORT"] = str(self.port)
            else:
                break
        return web

    def _start(self, command: list[str], **extra: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, *command], cwd=ROOT, env={**os.environ, **extra})

    def _await_workers(self, count: int) -> None:
        """Wait until the jobs of every worker listen, which they do last."""
        deadline = time.monotonic() + PATIENCE
        while self._listening() < count:
            if time.monotonic() > deadline or any(one.poll() is not None for one in self.workers):
                raise TimeoutError("a worker does not start")
            time.sleep(0.1)
        # What follows the start, such as the first turn of each periodic step.
        time.sleep(1)

    def _listening(self) -> int:
        row = self.database.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%procrastinate%'"
        ).fetchone()
        return int(row[0]) if row else 0

    def _remove(self) -> None:
        if HOME.exists():
            Cluster(HOME).stop()
            shutil.rmtree(HOME)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_port(port: int, process: "subprocess.Popen[Any]") -> None:
    """Wait until the process answers there. Raises Ended, at once, if it never will."""
    deadline = time.monotonic() + PATIENCE
    while True:
        if process.poll() is not None:
            raise Ended(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
