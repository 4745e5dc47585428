"""A meeting as an event of a calendar (RFC 5545)."""

from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from lienket.meetings.models import Meeting


def event(meeting: Meeting, address: str) -> bytes:
    """A calendar with this one meeting; `address` is that of its page."""
    entry = Event()
    entry.add("uid", f"meeting-{meeting.id}@{urlsplit(settings.PUBLIC_URL).hostname}")
    stamp = meeting.cancelled_at or meeting.invited_at or meeting.drafted_at
    entry.add("dtstamp", stamp)
    entry.add("dtstart", meeting.starts_at)
    entry.add("dtend", meeting.ends_at)
    entry.add("summary", f"{meeting.get_kind_display()}: {meeting.title}")
    entry.add("location", meeting.place or meeting.link)
    entry.add("url", address)
    entry.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if meeting.link:
        entry.add("description", meeting.link)
    calendar = Calendar()
    calendar.add("prodid", "-//LiênKết//Meetings//VI")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
