"""Near repeats: incidents so near in time and place that a watch is proposed. Plain Python.

The figures are those of a Knox test on 2 992 break-ins of one year (Toronto 2018, 199 permutations,
p <= 0.005). Against chance, another one followed so many times as often:

    at the same spot within 7 days 2.66, within 14 days 1.59; within 7 days up to 100 m 1.41,
    from 100 to 200 m 1.38, from 200 to 400 m 1.27.

So the same spot counts for two weeks and its surroundings for one. Points are tapped on a phone:
up to 100 m is the same spot. The effect fades within a fortnight, and so a watch lasts that long.
"""

from datetime import date, timedelta
from typing import NamedTuple

#: What a number begins with: tăng cường.
PREFIX = "TC"
#: So many further incidents of the same group, near one of them, make a proposal.
FURTHER = 2
#: A watch looks after everything up to so far around it.
REACH = 400  # metres
#: How long a watch lasts, and by how much it is renewed.
LASTS = timedelta(days=14)
#: A watcher confirms within so long, and says within so long after the end what it did.
CONFIRM_WITHIN, REPORT_WITHIN = timedelta(days=1), timedelta(days=3)


class Ring(NamedTuple):
    """Up to so many metres apart, incidents within so many days belong together."""

    metres: int
    days: int


RINGS = (Ring(100, 14), Ring(400, 7))
#: No incident farther back belongs to a proposal.
LONGEST = timedelta(days=max(ring.days for ring in RINGS))


def last_day(starts_on: date) -> date:
    """The last day of a watch that begins on a day."""
    return starts_on + LASTS - timedelta(days=1)
