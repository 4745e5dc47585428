"""What an organization owes, as a calendar that calendar programs subscribe to (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from lienket.obligations.queries.calendar import Entry
from lienket.obligations.rules import ZONE


def calendar(
    entries: Iterable[Entry], name: str, circles: Mapping[int, str], now: datetime
) -> bytes:
    """The entries as events at the moment they are due; `circles` are names by id.

    Events and not tasks: most calendar programs that subscribe leave tasks out.
    """
    made = Calendar()
    made.add("prodid", "-//LiênKết//Duties//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for entry in entries:
        made.add_component(_event(entry, circles.get(entry.duty.circle_id, ""), now))
    return bytes(made.to_ical())


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
    event.add("dtend", entry.due_at)
    event.add("summary", f"{obligation.code} {obligation.title}")
    event.add("description", circle)
    event.add("url", settings.PUBLIC_URL + page)
    event.add("transp", "TRANSPARENT")
    return event
