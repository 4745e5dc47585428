"""What an organization owes and where it meets, for calendar programs (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from lienket.obligations.dated import Dated
from lienket.obligations.queries.calendar import Entry
from lienket.obligations.rules import ZONE


def calendar(
    entries: Iterable[Entry],
    dated: Iterable[Dated],
    name: str,
    circles: Mapping[int, str],
    now: datetime,
) -> bytes:
    """Duties as events at the moment they are due, and all else; `circles` are names by id.

    Events and not tasks: most calendar programs that subscribe leave tasks out.
    """
    made = Calendar()
    made.add("prodid", "-//LiênKết//Duties//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for entry in entries:
        made.add_component(_event(entry, circles.get(entry.duty.circle_id, ""), now))
    for one in dated:
        made.add_component(_dated_event(one, circles.get(one.circle_id, ""), now))
    return bytes(made.to_ical())


def _dated_event(one: Dated, circle: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", one.at)
    if one.ends_at:
        event.add("dtend", one.ends_at)
    mark = f"{_('EXERCISE')} · " if one.exercise else ""
    event.add("summary", f"{mark}{one.word}: {one.title}")
    event.add("description", circle)
    if one.place:
        event.add("location", one.place)
    event.add("url", settings.PUBLIC_URL + one.url)
    cancelled = one.state == "cancelled"
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    # A meeting takes the time of those who come, a due date does not.
    event.add("transp", "OPAQUE" if one.takes_place and not cancelled else "TRANSPARENT")
    return event


def _event(entry: Entry, circle: str, now: datetime) -> Event:
    obligation, one = entry.duty.obligation, entry.occurrence
    page = (
        reverse("obligations:occurrence", args=[one.id])
        if one
        else f"{reverse('obligations:calendar')}?month={entry.due_at.astimezone(ZONE):%Y-%m}"
    )
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", one.opened_at if one else now)
    event.add("dtstart", entry.due_at)
    event.add("summary", f"{obligation.code} {obligation.title}")
    event.add("description", circle)
    event.add("url", settings.PUBLIC_URL + page)
    event.add("transp", "TRANSPARENT")
    return event
