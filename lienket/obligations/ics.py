"""What falls due to an organization and where it meets, for calendar programs (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from lienket.obligations.dated import Dated


def calendar(dated: Iterable[Dated], name: str, circles: Mapping[int, str], now: datetime) -> bytes:
    """Everything as events at the moment it is due or takes place; `circles` are names by id.

    Events and not tasks: most calendar programs that subscribe leave tasks out.
    """
    made = Calendar()
    made.add("prodid", "-//LiênKết//Calendar//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    # Moments are in UTC, so no rules of a zone are needed; this is the one they are meant in.
    made.add("x-wr-timezone", settings.TIME_ZONE)
    for one in dated:
        made.add_component(_event(one, circles.get(one.circle_id, ""), now))
    return bytes(made.to_ical())


def _event(one: Dated, circle: str, now: datetime) -> Event:
    cancelled = one.state == "cancelled"
    summary = f"{one.word}: {one.title}"
    if one.exercise:
        summary = f"{_('EXERCISE')} · {summary}"
    if cancelled:
        # Some programs do not show the status.
        summary = _("Cancelled: {what}").format(what=summary)
    event = Event()
    event.add("uid", f"{one.uid}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", one.at.astimezone(UTC))
    # What is due has no length: an end must lie after the beginning, or be left out.
    if one.ends_at:
        event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", summary)
    event.add("description", circle)
    if one.place:
        event.add("location", one.place)
    event.add("url", settings.PUBLIC_URL + one.url)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    # A meeting takes the time of those who come, a due date does not.
    event.add("transp", "OPAQUE" if one.takes_place and not cancelled else "TRANSPARENT")
    return event
