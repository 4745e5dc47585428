"""The days of a campaign, and how it stands. Plain Python."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: What a number begins with: đợt cao điểm. "CD" are directions (chỉ đạo).
PREFIX = "DCD"
#: Parties are told in the morning, at this hour.
TOLD_AT = 7


class Standing(StrEnum):
    """From the first line that is written to the closing words."""

    DRAFT = "draft"
    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class Days:
    """The days of a campaign, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Days":
        """As many days, up to the day before the first."""
        return Days(self.first - timedelta(days=self.length), self.first - timedelta(days=1))

    def until(self, day: date) -> "Days":
        """The days that have come by `day`; the first one at least."""
        return Days(self.first, max(self.first, min(self.last, day)))


def standing(
    days: Days, *, announced: bool, called_off: bool, closed: bool, today: date
) -> Standing:
    """How a campaign stands today."""
    if called_off:
        return Standing.CALLED_OFF
    if closed:
        return Standing.CLOSED
    if not announced:
        return Standing.DRAFT
    if today < days.first:
        return Standing.AHEAD
    return Standing.RUNNING if today <= days.last else Standing.OVER
