"""A clock that runs fast, the same in every process, so that minutes of waiting pass in seconds.

`python -m tests.faults.clock <module> …` runs a module of the product as `python -m` would, by
this clock. Nothing else is changed in it.
"""

import os
import runpy
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tests.cast import NOON

VARIABLE = "TEST_CLOCK"


@dataclass(frozen=True)
class Clock:
    """Started at noon when the machine's own clock said `began`, and runs `speed` times as fast."""

    began: float
    speed: float

    def now(self) -> datetime:
        return NOON + timedelta(seconds=(time.time() - self.began) * self.speed)

    def environment(self) -> dict[str, str]:
        """What tells another process of this clock."""
        return {VARIABLE: f"{self.began!r} {self.speed!r}"}


def _main() -> None:
    began, speed = os.environ[VARIABLE].split()
    timezone.now = Clock(float(began), float(speed)).now
    del sys.argv[0]
    # As `python -m` does: what is beside this file is no module of its own.
    sys.path[0] = ""
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main()
