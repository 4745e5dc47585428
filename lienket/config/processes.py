"""Child processes that are kept running, and one lock so that they run once."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

# Seconds.
GRACE = 4.0
LONGEST_WAIT = 30.0
# Whoever lives this long is not caught in a circle of crashes.
SETTLED = 10.0


class AlreadyRunning(Exception):
    """Another supervisor keeps the processes of this data directory; `pid` is its number."""

    def __init__(self, pid: int) -> None:
        super().__init__(pid)
        self.pid = pid


@dataclass
class Child:
    """A program that is started again whenever it ends."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.0

    def start(self, keep_open: Sequence[int]) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            # Ctrl-C in the terminal is for the supervisor, which then stops all in order.
            start_new_session=True,
            pass_fds=keep_open,
        )

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def may_start(self) -> bool:
        """At once after a long life, else after growing waits."""
        lived = time.monotonic() - self.started
        if lived >= max(SETTLED, self.wait):
            self.wait = 0.0
        return lived >= self.wait


class Supervisor:
    """Keeps children running until told to stop; one supervisor per lock file.

    Children inherit the lock, so it also tells of children whose supervisor was killed:
    the next one ends them before it starts its own.
    """

    def __init__(self, lock: Path, tell: Callable[[str, int], None]) -> None:
        """`tell` hears the name and exit code of every child that had to be started again."""
        self.path = lock
        self.tell = tell
        self.children: list[Child] = []
        self.lock = self._take()
        self._note()

    def start(self, child: Child) -> None:
        self.children.append(child)
        self._launch(child)

    def keep(self) -> None:
        """Start again whatever has ended. To be called a few times a second."""
        for child in self.children:
            code = child.exit_code
            if code is not None and child.may_start():
                self.tell(child.name, code)
                child.wait = min(LONGEST_WAIT, max(1.0, child.wait * 2))
                self._launch(child)

    def stop(self) -> None:
        """Ask all children to end, and after a few seconds make them."""
        alive = [child.process for child in self.children if child.process]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.lock.close()

    def _launch(self, child: Child) -> None:
        child.start([self.lock.fileno()])
        self._note()

    def _take(self) -> IO[str]:
        """The lock, after ending children that a killed supervisor left behind."""
        lock = self.path.open("a+")
        deadline = time.monotonic() + GRACE
        while not _locked(lock):
            supervisor, *children = self._noted() or [0]
            if supervisor and _signal(supervisor, 0):
                lock.close()
                raise AlreadyRunning(supervisor)
            for pid in children:
                _signal(pid, signal.SIGTERM if time.monotonic() < deadline else signal.SIGKILL)
            time.sleep(0.1)
        return lock

    def _note(self) -> None:
        """Write down the numbers of this process and of its children."""
        pids = [child.process.pid for child in self.children if child.process]
        self.lock.truncate(0)
        self.lock.write(" ".join(str(pid) for pid in (os.getpid(), *pids)))
        self.lock.flush()

    def _noted(self) -> list[int]:
        return [int(pid) for pid in self.path.read_text().split()]


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _signal(pid: int, number: int) -> bool:
    """Send a signal; False when there is no such process of ours."""
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True
