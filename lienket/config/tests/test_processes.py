"""Children are kept running, once per data directory, and none outlives its supervisor for long."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lienket.config.processes import AlreadyRunning, Child, Supervisor

PAUSE = [sys.executable, "-c", "import signal; signal.pause()"]


class Heard:
    """What a supervisor told about its children."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, int]] = []

    def __call__(self, name: str, code: int) -> None:
        self.ends.append((name, code))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "serve.lock"


@pytest.fixture
def supervisor(lock: Path, heard: Heard) -> Iterator[Supervisor]:
    supervisor = Supervisor(lock, heard)
    yield supervisor
    supervisor.stop()


def kill(child: Child) -> None:
    assert child.process
    child.process.kill()
    child.process.wait()


def test_a_child_that_died_is_started_again_and_told_about(
    supervisor: Supervisor, heard: Heard
) -> None:
    web = Child("web", PAUSE)
    supervisor.start(web)
    kill(web)
    supervisor.keep()

    assert heard.ends == [("web", -signal.SIGKILL)]
    assert web.exit_code is None


def test_a_child_that_dies_again_at_once_has_to_wait(supervisor: Supervisor, heard: Heard) -> None:
    web = Child("web", PAUSE)
    supervisor.start(web)
    for _ in range(2):
        kill(web)
        supervisor.keep()

    assert len(heard.ends) == 1
    assert web.exit_code == -signal.SIGKILL


def test_stopping_ends_all_children(supervisor: Supervisor) -> None:
    children = [Child("web", PAUSE), Child("worker", PAUSE)]
    for child in children:
        supervisor.start(child)
    supervisor.stop()

    assert [child.exit_code for child in children] == [-signal.SIGTERM] * 2


def test_a_second_supervisor_is_refused(supervisor: Supervisor, lock: Path, heard: Heard) -> None:
    with pytest.raises(AlreadyRunning) as refusal:
        Supervisor(lock, heard)
    assert refusal.value.pid == os.getpid()


def test_children_of_a_killed_supervisor_make_way_for_the_next(lock: Path, heard: Heard) -> None:
    script = (
        "from pathlib import Path; import signal\n"
        "from lienket.config.processes import Child, Supervisor\n"
        f"supervisor = Supervisor(Path({str(lock)!r}), print)\n"
        f"supervisor.start(Child('web', {PAUSE!r}))\n"
        "print('started', flush=True); signal.pause()"
    )
    killed = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert killed.stdout
    killed.stdout.readline()
    killed.kill()
    killed.wait()

    supervisor = Supervisor(lock, heard)
    supervisor.stop()
