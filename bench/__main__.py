"""`python -m bench [measure …]`: all measures, or those named; QUICK=1 makes them small.

Prints one table. Targets that are missed are listed at the end and fail nothing.
"""

import os
import sys
import time
from importlib import import_module

from bench import figures
from bench.figures import Figure, say
from bench.house import House

MEASURES = (
    "memory",
    "issuing",
    "acknowledging",
    "live",
    "sending",
    "escalating",
    "listing",
    "importing",
    "registers",
    "obligations",
    "searching",
    "incidents",
)


def main() -> None:
    quick = os.environ.get("QUICK") == "1"
    found: list[Figure] = []
    started = time.monotonic()
    with House() as house:
        say(figures.HEADER)
        for name in sys.argv[1:] or MEASURES:
            # Loaded only now: models want settings, and settings want the house.
            measure = import_module(f"bench.{name}").measure
            for figure in measure(house, quick=quick):
                found.append(figure)
                say(figure.row())
    say(f"\n{time.monotonic() - started:.0f} s, load {os.getloadavg()[0]:.1f} at the end")
    for missed in figures.missed(found):
        say(f"missed: {missed}")


if __name__ == "__main__":
    main()
