"""Spans of time and moments in words, as people say them over the phone.

The patterns go to the page as well, where the browser keeps counting with them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MINUTE: Final = timedelta(minutes=1)


def time_patterns() -> dict[str, dict[str, str]]:
    """How time left, time overdue and a span are spelled in the reader's language."""
    return _patterns(get_language())


@cache
def _patterns(language: str | None) -> dict[str, dict[str, str]]:
    # Looked up once per language: lists spell a time in every row.
    return {
        "left": {
            "now": _("less than a minute left"),
            "minutes": _("{minutes} min left"),
            "whole_hours": _("{hours} h left"),
            "hours": _("{hours} h {minutes} min left"),
            "whole_days": _("{days} d left"),
            "days": _("{days} d {hours} h left"),
        },
        "late": {
            "now": _("just overdue"),
            "minutes": _("{minutes} min overdue"),
            "whole_hours": _("{hours} h overdue"),
            "hours": _("{hours} h {minutes} min overdue"),
            "whole_days": _("{days} d overdue"),
            "days": _("{days} d {hours} h overdue"),
        },
        "span": {
            "now": _("under a minute"),
            "minutes": _("{minutes} min"),
            "whole_hours": _("{hours} h"),
            "hours": _("{hours} h {minutes} min"),
            "whole_days": _("{days} d"),
            "days": _("{days} d {hours} h"),
        },
    }


def time_left(due: datetime, now: datetime) -> str:
    """The time from `now` until `due`, or since it: "12 min left", "2 h 5 min overdue"."""
    left = due - now
    kind = "late" if left < timedelta(0) else "left"
    return _spell(time_patterns()[kind], abs(left))


def duration(span: timedelta) -> str:
    """A length of time, in whole minutes: "under a minute", "12 min", "2 h 5 min", "3 d"."""
    return _spell(_patterns(get_language())["span"], span)


def moment(at: datetime) -> str:
    """Clock and day in the reader's time zone, as offices write them: 08:05 21/11/2026."""
    # Written out, because the date filter costs more than the rest of a list row.
    local = timezone.localtime(at)
    return f"{clock(at)} {local.day:02}/{local.month:02}/{local.year}"


def clock(at: datetime) -> str:
    """The clock alone, in the reader's time zone: 08:05."""
    local = timezone.localtime(at)
    return f"{local.hour:02}:{local.minute:02}"


def clock_after(at: datetime, start: datetime) -> str:
    """The clock alone on the local day of `start`, else with the day: 08:05, 08:05 21/11."""
    local = timezone.localtime(at)
    if local.date() == timezone.localtime(start).date():
        return clock(at)
    return f"{clock(at)} {local.day:02}/{local.month:02}"


def initials(name: str) -> str:
    """Two letters that stand for a person; the given name stands last: Nguyễn Văn An → VA."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


def _spell(patterns: Mapping[str, str], span: timedelta) -> str:
    minutes = span // MINUTE
    hours, days = minutes // 60, minutes // (60 * 24)
    if minutes < 1:
        return patterns["now"]
    if hours < 1:
        return patterns["minutes"].format(minutes=minutes)
    if days < 1:
        named = "hours" if minutes % 60 else "whole_hours"
        return patterns[named].format(hours=hours, minutes=minutes % 60)
    named = "days" if hours % 24 else "whole_days"
    return patterns[named].format(days=days, hours=hours % 24)
