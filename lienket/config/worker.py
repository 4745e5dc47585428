"""The worker process: the engine's periodic steps, the sending lanes, and the journal's jobs."""

import asyncio
import contextlib
import logging
import os
import signal
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.config.settings")
os.environ["LIENKET_PROCESS"] = "worker"

import django

django.setup()

import psycopg
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django import app as jobs

from lienket.config import secret
from lienket.config.engine import CALENDAR, PROMPT, SLOW, Engine
from lienket.delivery.actions import DUE
from lienket.delivery.channels.base import Channel
from lienket.delivery.channels.registry import channel_types
from lienket.delivery.sender import send_due

logger = logging.getLogger(__name__)

#: Senders per channel: one slow address must not hold up the others, and partners' servers and push
#: services are many.
LANES = {"email": 2, "webpush": 4, "webhook": 4}
#: How often a lane looks even if nobody told it of anything, in seconds.
LOOK = 1.0
#: How long a lane waits for the engine at most before it goes on, in seconds. In a storm the
#: engine first finds out who is silent; an urgent notice still leaves within this time.
GIVE_WAY = 0.5


class Lane(threading.Thread):
    """One thread that sends what is due on one channel, with a connection of its own."""

    def __init__(self, channel: type[Channel], engine: Engine) -> None:
        super().__init__(name=f"lane-{channel.name}", daemon=True)
        self.kind = channel
        self.engine = engine
        self.wake = threading.Event()
        self.stopped = False

    def run(self) -> None:
        channel = self.kind()
        while not self.stopped:
            self.wake.wait(LOOK)
            self.wake.clear()
            try:
                while not self.stopped and self._send_some(channel):
                    pass
            except Exception:
                logger.exception("lane %s: sending failed", self.kind.name)
                close_old_connections()
        channel.close()

    def _send_some(self, channel: Channel) -> int:
        self.engine.at_rest.wait(GIVE_WAY)
        return send_due(channel, now=timezone.now())

    def stop(self) -> None:
        self.stopped = True
        self.wake.set()


async def main() -> None:
    """Run until SIGTERM or SIGINT; then finish what is being sent, and stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    engine, *_ = engines = Engine(PROMPT), Engine(CALENDAR), Engine(SLOW)
    names = ("engine", "calendar", "housekeeper")
    ticking = [
        threading.Thread(target=one.run, name=name, daemon=True)
        for one, name in zip(engines, names, strict=True)
    ]
    lanes = [
        Lane(kind, engine)
        for kind in channel_types().values()
        if kind.configured()
        for _ in range(LANES.get(kind.name, 1))
    ]
    for thread in (*ticking, *lanes):
        thread.start()
    worker = jobs.with_connector(jobs.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker.open_async():
        living = asyncio.create_task(_keep_alive(worker, lanes))
        await stop.wait()
        for one in engines:
            one.stopped.set()
        for lane in lanes:
            lane.stop()
        living.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await living
    for thread in (*ticking, *lanes):
        await asyncio.to_thread(thread.join, 15)


async def _keep_alive(worker: App, lanes: list[Lane]) -> None:
    """Listen and do jobs; when the database is lost, begin again.

    All of it begins again together: a job whose end could not be written down then belongs to no
    living worker, and is done again.
    """
    while True:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_wake(lanes))
                tasks.create_task(_do_jobs(worker))
                tasks.create_task(_rescue(worker))
        except* Exception as lost:
            logger.warning("worker: the database was lost; beginning again (%s)", lost.exceptions)
        await asyncio.sleep(1)


async def _wake(lanes: list[Lane]) -> None:
    """Tell the lanes at once when something was queued."""
    listening = await psycopg.AsyncConnection.connect(settings.WORKER_URL, autocommit=True)
    async with listening:
        await listening.execute(f"LISTEN {DUE}")
        async for due in listening.notifies():
            for lane in lanes:
                if lane.kind.name == due.payload:
                    lane.wake.set()


async def _do_jobs(worker: App) -> None:
    await worker.run_worker_async(
        concurrency=4,
        install_signal_handlers=False,
        delete_jobs="successful",
        shutdown_graceful_timeout=5,
        fetch_job_polling_interval=5,
    )
    raise ConnectionError("the job worker ended by itself")


async def _rescue(worker: App) -> None:
    """Jobs of a worker that was killed are done again."""
    while True:
        for job in await worker.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
            await worker.job_manager.retry_job(job)
        await asyncio.sleep(15)


if __name__ == "__main__":
    # Under its own name: the job queue does not want to live in a main module.
    from lienket.config.worker import main as work

    secret.require_key()
    asyncio.run(work())
