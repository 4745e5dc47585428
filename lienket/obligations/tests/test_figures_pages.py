"""The pages of figures, and the lists behind them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lienket.circles.models import Circle
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import DAILY, Define
from lienket.organizations.models import Account, Appointment
from tests.cast import NOON, Unit, signed_in


class Clock:
    now: datetime = NOON + timedelta(days=5)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    clock = Clock()
    with mock.patch.object(timezone, "now", clock):
        yield clock


@pytest.fixture
def five_days(define: Define, plant: Unit) -> None:
    """Of 22 to 26 November the first is fulfilled in time."""
    define(DAILY)
    for day in range(1, 6):
        actions.open_due(now=NOON + timedelta(days=day))
    by = plant.member()
    with acting(by):
        first = queries.occurrences_for(by).earliest("due_at")
        actions.fulfil(occurrence_id=first.id, text="Đã làm", by=by, now=first.due_at)


@pytest.mark.parametrize("span", ["2026-11", "2026-Q4", "2026", "nonsense"])
def test_each_number_leads_to_its_rows(
    span: str, five_days: None, circle: Circle, fire_service: Unit
) -> None:
    browser = signed_in(fire_service)
    page = browser.get(reverse("obligations:compliance", args=[circle.id]), {"span": span})

    assert page.status_code == 200
    row = page.context["total"]
    assert (row["figures"].due, row["figures"].in_time, row["figures"].missed) == (5, 1, 4)
    tables = ("parties", "clauses", "obligations")
    for party in (page.context["total"], *(row for name in tables for row in page.context[name])):
        assert browser.get(party["url"]).context["page"].paginator.count == 5
        for state in party["states"]:
            assert browser.get(state["url"]).context["page"].paginator.count == state["count"]
    cells = [cell for cell in page.context["matrix"]["rows"][0]["cells"] if cell]
    assert sum(cell["figures"].due for cell in cells) == 5
    for cell in cells:
        listed = browser.get(cell["url"]).context["page"].paginator.count
        assert listed == cell["figures"].due


def test_what_is_still_open_has_not_fallen_due(
    five_days: None, circle: Circle, fire_service: Unit, clock: Clock
) -> None:
    clock.now = NOON + timedelta(days=4)  # the last of the five is to come
    browser = signed_in(fire_service)
    page = browser.get(reverse("obligations:compliance", args=[circle.id]), {"span": "2026-11"})

    row = page.context["total"]
    assert (row["figures"].due, row["figures"].open) == (4, 1)
    assert browser.get(row["url"]).context["page"].paginator.count == 4
    assert browser.get(row["opened_url"]).context["page"].paginator.count == 5


def test_clauses_are_counted_each_by_itself(
    define: Define, circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    define(DAILY)
    define(DAILY, code="N07", clause_key="d3")
    define(DAILY, code="N08", clause_key="d3")
    actions.open_due(now=NOON + timedelta(days=3))
    browser = signed_in(fire_service)
    page = browser.get(reverse("obligations:compliance", args=[circle.id]), {"span": "2026-11"})

    rows = page.context["clauses"]
    assert [(row["name"], row["figures"].due) for row in rows] == [
        ("khoản 1 Điều 2", 3),
        ("Điều 3", 6),
    ]
    for row in rows:
        listed = browser.get(row["url"]).context["page"].paginator.count
        assert listed == row["figures"].due


def test_nothing_due_says_what_to_do(circle: Circle, plant: Unit) -> None:
    browser = signed_in(plant)
    page = browser.get(reverse("obligations:compliance", args=[circle.id]), {"span": "2031"})
    assert "kernel/_empty.html" in [one.name for one in page.templates]


def test_a_third_member_counts_nothing_and_an_outsider_finds_nothing(
    five_days: None, circle: Circle, commune: Unit, outsider: Unit
) -> None:
    for name in ("compliance", "occurrences"):
        address = reverse(f"obligations:{name}", args=[circle.id])
        assert b"N06" not in signed_in(commune).get(address).content
        assert signed_in(outsider).get(address).status_code == 404


def test_a_filter_that_makes_no_sense_is_told(five_days: None, circle: Circle, plant: Unit) -> None:
    address = reverse("obligations:occurrences", args=[circle.id])
    page = signed_in(plant).get(address, {"state": "lost", "since": "yesterday"})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"state", "since"}


def calendar_of(unit: Unit, month: str = "", party: Unit | None = None) -> list[dict[str, Any]]:
    """All items of the month, in order of the days."""
    asked = {"month": month, "party": str(party.id) if party else ""}
    page = signed_in(unit).get(reverse("obligations:calendar"), asked)
    assert page.status_code == 200
    cells = [cell for week in page.context["weeks"] for cell in week]
    return [item for cell in cells for item in (*cell["shown"], *cell["more"])]


def test_the_month_shows_what_is_opened_and_what_is_to_come_once_each(
    five_days: None, plant: Unit, fire_service: Unit, commune: Unit, outsider: Unit
) -> None:
    november = calendar_of(plant)
    # Opened are 22 to 26 November; 27 to 30 follow from the duty.
    assert [item["entry"].due_at.day for item in november] == list(range(22, 31))
    assert [item["entry"].occurrence is not None for item in november] == [True] * 5 + [False] * 4
    assert all(item["entry"].own for item in november)
    assert len(calendar_of(plant, "2026-12")) == 31
    owed = calendar_of(fire_service)
    assert len(owed) == 9
    assert not any(item["entry"].own for item in owed)
    assert calendar_of(commune) == calendar_of(outsider) == []


def test_who_is_owed_to_looks_at_the_calendar_of_a_party(
    define: Define, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    define(DAILY)
    define(DAILY, code="N07", counterparts=["C"])
    define(DAILY, code="N08", responsible=["B"], counterparts=["A"])
    seen = calendar_of(fire_service, "2026-12", plant)

    # What the plant owes to the commune alone is not shared, and what B owes is B's own.
    assert {item["word"] for item in seen} == {"Nghĩa vụ N06"}
    assert len(seen) == 31
    page = signed_in(fire_service).get(
        reverse("obligations:calendar"), {"month": "2026-12", "party": str(plant.id)}
    )
    assert f"?month=2027-01&amp;party={plant.id}" in page.content.decode()


def test_who_sees_no_duty_of_a_party_is_not_offered_it(
    define: Define, plant: Unit, commune: Unit
) -> None:
    define(DAILY)
    page = signed_in(commune).get(reverse("obligations:calendar"), {"party": plant.id})
    assert page.context["form"].errors.keys() == {"party"}
    assert page.context["days"] == []


def test_the_list_has_a_line_for_each_thing_of_the_month(five_days: None, plant: Unit) -> None:
    calendar = reverse("obligations:calendar")
    month = signed_in(plant).get(calendar, {"month": "2026-11"}).content.decode()
    assert "?month=2026-11&amp;view=list" in month

    page = signed_in(plant).get(calendar, {"month": "2026-11", "view": "list"})
    listed = page.content.decode()
    assert [day["day"].day for day in page.context["days"]] == list(range(22, 31))
    assert listed.count('<th scope="row">') == 9
    assert "?month=2026-12&amp;view=list" in listed
    assert 'href="?month=2026-11"' in listed


def test_what_is_due_several_times_a_day_is_one_line(define: Define, plant: Unit) -> None:
    define(Cadence("shift", starts=("06:00", "14:00", "22:00")))
    december = calendar_of(plant, "2026-12")
    assert [item["times"] for item in december] == [3] * 31


def test_today_leads_to_the_calendar(plant: Unit) -> None:
    page = signed_in(plant).get(reverse("exchange:today"))
    assert reverse("obligations:calendar") in page.content.decode()


def new_feed(unit: Unit) -> str:
    """The path of a new secret address."""
    page = signed_in(unit).post(reverse("obligations:feed"))
    assert page["Cache-Control"] == "private, no-store"
    address: str = page.context["address"]
    assert address in page.content.decode()
    assert address not in signed_in(unit).get(reverse("obligations:feed")).content.decode()
    return urlsplit(address).path


def events(path: str) -> dict[str, Any]:
    """What a calendar program reads there, by identity."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private")
    return {str(one["uid"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_calendar_program_reads_what_its_organization_owes_and_nothing_else(
    define: Define, plant: Unit, fire_service: Unit, circle: Circle
) -> None:
    define(DAILY, title="Kiểm tra camera")
    define(DAILY, code="N07", title="Việc của bên khác", responsible=["B"], counterparts=["A"])
    path = new_feed(plant)

    found = events(path)
    assert {str(one["summary"]) for one in found.values()} == {"Nghĩa vụ N06: Kiểm tra camera"}
    assert {str(one["description"]) for one in found.values()} == {circle.name}
    assert "Kiểm tra camera" not in Client().get(new_feed(fire_service)).content.decode()


def test_an_event_keeps_its_identity_and_goes_when_it_is_done(
    define: Define, plant: Unit, clock: Clock
) -> None:
    define(DAILY)
    path = new_feed(plant)
    before = events(path)
    actions.open_due(now=clock.now)
    assert events(path).keys() == before.keys()
    by = plant.member()
    with acting(by):
        first = queries.occurrences_for(by).earliest("due_at")
        actions.fulfil(occurrence_id=first.id, text="Đã làm", by=by, now=clock.now)
    gone = before.keys() - events(path).keys()
    assert [before[uid].decoded("dtstart") for uid in gone] == [first.due_at]


def test_what_is_due_has_a_moment_and_no_length(define: Define, plant: Unit) -> None:
    define(DAILY)
    answer = Client().get(new_feed(plant))

    read = Calendar.from_ical(answer.content)
    assert str(read["x-wr-timezone"]) == "Asia/Ho_Chi_Minh"
    assert str(read["x-wr-calname"]) == "Lịch của Plant"
    for event in read.walk("VEVENT"):
        # RFC 5545, 3.8.2.2: an end lies after the beginning.
        assert "dtend" not in event
        assert event.decoded("dtstart").utcoffset() == timedelta()
        assert str(event["transp"]) == "TRANSPARENT"


def test_an_account_that_was_switched_off_reads_nothing(five_days: None, plant: Unit) -> None:
    path = new_feed(plant)
    Account.objects.filter(id=plant.account.id).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_revoking_or_replacing_ends_an_address(five_days: None, plant: Unit) -> None:
    first = new_feed(plant)
    second = new_feed(plant)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    signed_in(plant).post(reverse("obligations:feed"), {"revoke": "yes"})
    assert Client().get(second).status_code == 404


def test_an_ended_appointment_reads_nothing(five_days: None, plant: Unit, clock: Clock) -> None:
    path = new_feed(plant)
    with acting(Engine(organizations=(plant.id,))):
        Appointment.objects.filter(id=plant.appointment_id).update(valid_to=clock.now)
    clock.now += timedelta(days=1)
    assert Client().get(path).status_code == 404


def test_guessing_addresses_is_stopped(db: None) -> None:
    address = reverse("obligations:ics", args=["guess"])
    answers = [Client().get(address).status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]
