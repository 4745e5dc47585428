"""What processes cost, as the kernel counts it."""

from collections.abc import Iterable

import psutil


def cpu(roots: Iterable[int]) -> float:
    """CPU milliseconds that these processes and their children have used, ended ones included.

    The kernel counts in steps of 10 ms for each process: measure a hundred items or more at once.
    """
    return 1000 * sum(map(_seconds, roots))


def _seconds(pid: int) -> float:
    root = psutil.Process(pid)
    spent = _own(root)
    for child in root.children(recursive=True):
        # One that ends now is counted among its parent's ended children the next time.
        try:
            spent += _own(child)
        except psutil.NoSuchProcess:
            continue
    return spent


def _own(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system + times.children_user + times.children_system


def memory(pids: Iterable[int]) -> tuple[float, float]:
    """Megabytes of these processes: resident, and with shared pages divided among their users."""
    infos = [psutil.Process(pid).memory_full_info() for pid in pids]
    return sum(info.rss for info in infos) / 1e6, sum(info.pss for info in infos) / 1e6
