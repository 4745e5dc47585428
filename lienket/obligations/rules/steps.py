"""When silence about a duty is followed by what: reminded before it is due, climbed after."""

from datetime import datetime, timedelta

#: Days after a duty was due when it is asked for again: first inside, then up both hierarchies.
INSIDE = (0, 1)
UPWARD = (3, 7, 14, 28)
DAY = 24 * 60  # minutes


def reminders(opened_at: datetime, due_at: datetime, remind_before: int) -> tuple[int, int]:
    """Minutes after the opening at which to remind, and at which it is due; both at least 1.

    `remind_before` is in minutes. What is due sooner than that is reminded of at half time.
    """
    due = max(2, int((due_at - opened_at) / timedelta(minutes=1)))
    remind = due - remind_before
    return (remind if remind >= 1 else max(1, due // 2)), due
