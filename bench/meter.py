"""What processes cost, as the kernel counts it. Linux only."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICK = 1000 / os.sysconf("SC_CLK_TCK")


def cpu(roots: Iterable[int]) -> float:
    """CPU milliseconds that these processes and their children have used, ended ones included.

    The kernel counts in steps of 10 ms for each process: measure a hundred items or more at once.
    """
    return _TICK * sum(map(_ticks_of_family, roots))


def cpu_of_one(pid: int) -> float:
    """CPU milliseconds of a process with a single thread, exact to the microsecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def memory(pids: Iterable[int]) -> tuple[float, float]:
    """Megabytes of these processes: resident, and with shared pages divided among their users."""
    resident = shared_out = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == "Rss":
                resident += int(value.split()[0])
            elif name == "Pss":
                shared_out += int(value.split()[0])
    return resident / 1000, shared_out / 1000


def _ticks_of_family(pid: int) -> int:
    ticks = _ticks(pid)
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        # One that ends now is counted among its parent's ended children the next time.
        try:
            ticks += _ticks(int(child))
        except FileNotFoundError:
            continue
    return ticks


def _ticks(pid: int) -> int:
    """Own and ended children's, in user and system mode: fields 14 to 17 of proc(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))
