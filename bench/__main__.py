"""`python -m bench [measure …]`: all measures, or those named; QUICK=1 makes them small.

Prints one table. Targets that are missed are listed at the end and fail nothing.
"""

import os
import sys
import time

from bench import (
    acknowledging,
    escalating,
    figures,
    issuing,
    listing,
    live,
    memory,
    sending,
)
from bench.figures import Figure, say
from bench.house import House

MEASURES = {
    "memory": memory,
    "issuing": issuing,
    "acknowledging": acknowledging,
    "live": live,
    "sending": sending,
    "escalating": escalating,
    "listing": listing,
}


def main() -> None:
    quick = os.environ.get("QUICK") == "1"
    chosen = sys.argv[1:] or list(MEASURES)
    found: list[Figure] = []
    started = time.monotonic()
    with House() as house:
        say(figures.HEADER)
        for name in chosen:
            for figure in MEASURES[name].measure(house, quick=quick):
                found.append(figure)
                say(figure.row())
    say(f"\n{time.monotonic() - started:.0f} s, load {os.getloadavg()[0]:.1f} at the end")
    for missed in figures.missed(found):
        say(f"missed: {missed}")


if __name__ == "__main__":
    main()
