"""Meetings in the calendar of those who come, on the page and for calendar programs."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lienket.circles import actions as circle_actions
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings import actions
from lienket.meetings.models import Meeting
from lienket.meetings.tests.conftest import START
from lienket.obligations.dated import dated_between
from tests.cast import NOON, Unit, signed_in

MONTH = (NOON - timedelta(days=1), NOON + timedelta(days=30), NOON)


def test_a_meeting_stands_in_the_calendar_of_host_and_guests_alone(
    meeting: Meeting, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    uid = f"meeting-{meeting.id}"
    for unit, uids in ((plant, [uid]), (commune, [uid]), (outsider, [])):
        by = unit.member()
        with acting(by):
            assert [one.uid for one in dated_between(by, *MONTH)] == uids


def test_a_meeting_to_which_nobody_is_invited_yet_stands_in_no_calendar(
    draft: Meeting, plant: Unit, commune: Unit
) -> None:
    for unit in (plant, commune):
        by = unit.member()
        with acting(by):
            assert not dated_between(by, *MONTH)


def test_who_cannot_come_does_not_see_it_there(meeting: Meeting, commune: Unit) -> None:
    by = commune.member()
    with acting(by):
        actions.answer_meeting(
            meeting_id=meeting.id, answer="cannot", note="Bận trực", by=by, now=NOON
        )
        assert not dated_between(by, *MONTH)


def test_the_month_shows_the_meeting_and_leads_to_it(meeting: Meeting, commune: Unit) -> None:
    page = signed_in(commune).get(reverse("obligations:calendar"), {"month": f"{START:%Y-%m}"})
    words = page.content.decode()
    assert reverse("meetings:meeting", args=[meeting.id]) in words
    assert meeting.title in words


def test_a_calendar_program_hears_that_a_meeting_was_cancelled(
    meeting: Meeting, commune: Unit, dispatcher: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    page = signed_in(commune).post(reverse("obligations:feed"))
    feed = urlsplit(page.context["address"]).path

    def event() -> dict[str, str]:
        (found,) = Calendar.from_ical(Client().get(feed).content).walk("VEVENT")
        assert str(found["uid"]).startswith(f"meeting-{meeting.id}@")
        assert found.decoded("dtstart") == meeting.starts_at
        assert found.decoded("dtend") == meeting.ends_at
        return {name: str(found[name]) for name in ("status", "summary", "transp")}

    before = event()
    assert (before["status"], before["transp"]) == ("CONFIRMED", "OPAQUE")
    with acting(dispatcher):
        actions.cancel_meeting(meeting_id=meeting.id, reason="Bão", by=dispatcher, now=NOON)
    after = event()
    assert (after["status"], after["transp"]) == ("CANCELLED", "TRANSPARENT")
    assert after["summary"] == f"Đã hủy: {before['summary']}"


def test_whoever_leaves_the_circle_reads_its_meetings_in_no_calendar(
    meeting: Meeting, commune: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    page = signed_in(commune).post(reverse("obligations:feed"))
    feed = urlsplit(page.context["address"]).path
    assert meeting.title in Client().get(feed).content.decode()
    by = commune.member()
    with acting(by):
        circle_actions.leave(circle_id=meeting.circle_id, by=by, now=NOON)

    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(minutes=1))
    assert meeting.title not in Client().get(feed).content.decode()
