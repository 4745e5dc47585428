"""A clock that runs fast, the same in every process, so that minutes of waiting pass in seconds.

`python -m tests.faults.clock <module> …` runs a module of the product as `python -m` would, by
this clock. Nothing else is changed in it, save that it ends with the test that started it.
"""

import os
import runpy
import sys
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

VARIABLE = "TEST_CLOCK"


@dataclass(frozen=True)
class Clock:
    """Shows `noon` when the machine's own clock shows `began`, and runs `speed` times as fast."""

    noon: datetime
    began: float
    speed: float

    def now(self) -> datetime:
        return self.noon + timedelta(seconds=(time.time() - self.began) * self.speed)

    def environment(self) -> dict[str, str]:
        """What tells another process of this clock."""
        return {VARIABLE: f"{self.noon.isoformat()} {self.began} {self.speed}"}


def _main() -> None:
    noon, began, speed = os.environ[VARIABLE].split()
    timezone.now = Clock(datetime.fromisoformat(noon), float(began), float(speed)).now
    threading.Thread(target=_end_with_the_test, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_the_test() -> None:
    # The test holds the other end, and says nothing.
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    _main()
