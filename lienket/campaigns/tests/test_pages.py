"""The pages of campaigns, and what the link of a letter opens."""

from collections.abc import Iterator
from datetime import datetime
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.campaigns import actions
from lienket.campaigns.models import Campaign, Demand
from lienket.campaigns.tests.conftest import DAY, DRAFT, MONDAY, SUNDAY
from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.incidents.tests.hands import report
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.models import Obligation
from tests.cast import NOON, Unit, signed_in


class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """It is noon until the test says otherwise."""
    clock = Clock()
    with mock.patch.object(timezone, "now", clock):
        yield clock


def page(name: str, one: int) -> str:
    return reverse(f"campaigns:{name}", args=[one])


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


WRITTEN = {
    "title": DRAFT.title,
    "decided_by": DRAFT.decided_by,
    "starts_on": MONDAY.isoformat(),
    "ends_on": SUNDAY.isoformat(),
    "aim": "",
}
OFTEN = {"how": "daily", "at": "17:00", "times": "1"}


def test_a_campaign_from_the_plan_to_the_closing_words(
    circle: Circle, plant: Unit, weekly: Obligation, clock: Clock
) -> None:
    organizer = signed_in(plant)
    assert page("create", circle.id) in text_of(organizer, page("list", circle.id))
    made = organizer.post(page("create", circle.id), WRITTEN)
    assert made.status_code == 302
    with acting(plant.member()):
        campaign = Campaign.objects.get()
    rare = {**OFTEN, "how": "monthly", "month_day": "5", "obligation": weekly.id}
    refused = organizer.post(made["Location"], rare)
    assert refused.status_code == 422
    assert "N06" in refused.content.decode()
    assert organizer.post(made["Location"], {**OFTEN, "obligation": weekly.id}).status_code == 302
    changed = {**WRITTEN, "title": "Cao điểm Tết"}
    assert organizer.post(page("change", campaign.id), changed).status_code == 302
    assert organizer.post(page("announce", campaign.id)).status_code == 302
    obligations.open_due(now=NOON)
    assert "Cao điểm Tết" in text_of(organizer, reverse("obligations:calendar"))
    assert campaign.reference in text_of(
        organizer, reverse("obligations:obligation", args=[weekly.id])
    )

    clock.now = NOON + 9 * DAY
    assert page("results", campaign.id) in text_of(organizer, "/")
    closed = organizer.post(page("results", campaign.id), {"words": "Đạt mục tiêu."})
    assert closed.status_code == 302
    assert "Đạt mục tiêu." in text_of(organizer, page("results", campaign.id))


def test_figures_open_their_rows(
    announced: Campaign, circle: Circle, plant: Unit, clock: Clock
) -> None:
    for days in range(5):
        obligations.open_due(now=NOON + days * DAY)
    clock.now = NOON + 4 * DAY
    report(circle, plant.member(), now=clock.now)
    browser = signed_in(plant)
    shown = text_of(browser, page("results", announced.id))
    address = next(part for part in shown.split('"') if "occurrences/?" in part)
    rows = text_of(browser, address.replace("&amp;", "&"))
    assert rows.count("/occurrences/") >= 3
    assert "since=2025-11-23" in shown, "beside the same days last year"


def test_others_read_what_is_announced_and_change_nothing(
    announced: Campaign, circle: Circle, fire_service: Unit, outsider: Unit
) -> None:
    member, stranger = signed_in(fire_service), signed_in(outsider)
    shown = text_of(member, page("campaign", announced.id))
    assert page("move_end", announced.id) not in shown
    with acting(fire_service.member()):
        demand = Demand.objects.get()
    posts = [
        page("announce", announced.id),
        page("withdraw_demand", demand.id),
    ]
    for address in posts:
        assert member.post(address).status_code == 403
        assert stranger.post(address).status_code == 404
    ended = {"ends_on": "2026-11-24", "reason": "x"}
    assert member.post(page("move_end", announced.id), ended).status_code in (403, 422)
    for name in ("campaign", "results", "demand", "change", "move_end", "call_off"):
        assert stranger.get(page(name, announced.id)).status_code == 404
    for name in ("list", "create"):
        assert stranger.get(page(name, circle.id)).status_code == 404


def test_a_plan_is_not_found_by_others(planned: Campaign, fire_service: Unit) -> None:
    assert signed_in(fire_service).get(page("campaign", planned.id)).status_code == 404


def test_bad_input_is_said_at_its_field(circle: Circle, planned: Campaign, plant: Unit) -> None:
    browser = signed_in(plant)
    for changes in (
        {"starts_on": "2026-11-21"},
        {"ends_on": "2026-11-01"},
        {"ends_on": "9999-12-31"},
        {"starts_on": "heute"},
        {"title": ""},
        {"decided_by": "x" * 2000},
        {"aim": "TỐI MẬT"},
    ):
        assert browser.post(page("create", circle.id), WRITTEN | changes).status_code == 422
    for odd in ({"how": "yearly"}, {"how": "weekly"}, {"at": "25:00"}, {"times": "99"}):
        wrong = {**OFTEN, "obligation": "1", **odd}
        assert browser.post(page("demand", planned.id), wrong).status_code == 422


def test_the_link_of_a_letter_shows_what_is_owed_more_often(
    announced: Campaign, plant: Unit
) -> None:
    with acting(plant.member()):
        message = Message.objects.filter(envelope__kind="campaign").get()
    shown = text_of(Client(), reverse("exchange:link", args=[links.token(message.id)]))
    assert "N06" in shown
    assert DRAFT.title in shown


def test_the_last_day_is_moved_and_a_campaign_called_off(
    announced: Campaign, plant: Unit, clock: Clock
) -> None:
    browser = signed_in(plant)
    moved = {"ends_on": "2026-12-02", "reason": "Kéo dài"}
    assert browser.post(page("move_end", announced.id), moved).status_code == 302
    assert "Kéo dài" in text_of(browser, page("campaign", announced.id))
    assert browser.post(page("call_off", announced.id), {"reason": ""}).status_code == 422
    assert browser.post(page("call_off", announced.id), {"reason": "Hoãn"}).status_code == 302
    clock.now = NOON + 30 * DAY
    with acting(plant.member()):
        assert actions.turn_due(now=clock.now) == 0
