"""The pages of figures, and the lists behind them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.tests.conftest import DAILY, Define
from tests.cast import NOON, Unit


class Clock:
    now: datetime = NOON + timedelta(days=5)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    clock = Clock()
    with mock.patch.object(timezone, "now", clock):
        yield clock


def signed_in(unit: Unit) -> Client:
    browser = Client()
    browser.force_login(unit.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


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
    for party in (page.context["total"], *page.context["parties"], *page.context["obligations"]):
        assert browser.get(party["url"]).context["page"].paginator.count == 5
        for state in party["states"]:
            assert browser.get(state["url"]).context["page"].paginator.count == state["count"]
    cells = [cell for cell in page.context["matrix"]["rows"][0]["cells"] if cell]
    assert sum(cell["figures"].due for cell in cells) == 5
    for cell in cells:
        listed = browser.get(cell["url"]).context["page"].paginator.count
        assert listed == cell["figures"].due


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
