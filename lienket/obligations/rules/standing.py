"""How an occurrence stands, from its facts and the time."""

from datetime import datetime, timedelta
from enum import StrEnum

#: What is due within this time is shown as due soon.
SOON = timedelta(days=2)


class Standing(StrEnum):
    """From before it is due until it is settled."""

    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    RETURNED = "returned"
    HANDED_IN = "handed_in"
    CONFIRMED = "confirmed"
    EXCUSED = "excused"


def standing(
    *,
    due_at: datetime,
    late_at: datetime,
    fulfilled_at: datetime | None,
    confirmed_at: datetime | None,
    excused_at: datetime | None,
    returned: bool,
    now: datetime,
) -> Standing:
    """How it stands at `now`. What was handed in late is handed in; the page adds that it was."""
    if excused_at:
        return Standing.EXCUSED
    if confirmed_at:
        return Standing.CONFIRMED
    if fulfilled_at:
        return Standing.HANDED_IN
    if now > late_at:
        return Standing.LATE
    if returned:
        return Standing.RETURNED
    return Standing.SOON if due_at - now <= SOON else Standing.OPEN
