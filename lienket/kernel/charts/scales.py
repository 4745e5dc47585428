"""What several charts measure and write with."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from lienket.kernel import words

_TICKS: Final = (
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(minutes=15),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=6),
    timedelta(hours=12),
)


def ticks(start: datetime, span: timedelta) -> list[tuple[datetime, str]]:
    """Round moments inside the span, at most five, so that they stand apart on a phone."""
    start = timezone.localtime(start)
    days = timedelta(days=-(-span // timedelta(days=4)))
    step = next((tick for tick in _TICKS if span / tick <= 4), days)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + step * -(-(start - midnight) // step)
    moments = (first + step * count for count in range(5))
    return [
        (at, words.clock(at) if step < timedelta(days=1) else f"{at.day:02}/{at.month:02}")
        for at in moments
        if at <= start + span
    ]


def cut(text: str, length: int) -> str:
    """`text` with an ellipsis where it would run out of its place."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
