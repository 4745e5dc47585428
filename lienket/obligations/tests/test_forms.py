"""Writing an obligation down, as the keeper of a regulation does on its page."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lienket.kernel.rls import acting
from lienket.obligations import actions
from lienket.obligations.models import Obligation
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import Define, owed
from lienket.regulations.models import Regulation
from tests.cast import NOON, Unit, signed_in

MONTHLY = {
    "code": "N13", "title": "Kiểm tra hành lang", "clause_key": "d2.k1",
    "responsible": ["A"], "counterparts": ["B"], "how": "monthly", "at": "17:00",
    "month_day": "30", "times": "1", "moves": "stay", "proof": "photo",
    "urgency": "normal", "remind_hours": "72", "grace_hours": "0",
}  # fmt: skip
SKIPPED = "Tháng không có ngày {day} thì không đến hạn"
OUTSIDE = "ngoài thời hạn của quy chế"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask for the time themselves."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def keeper(plant: Unit) -> Client:
    return signed_in(plant)


def once(day: date) -> dict[str, object]:
    return {**MONTHLY, "how": "once", "day": day.isoformat()}


def stored(unit: Unit) -> Obligation:
    with acting(unit.member()):
        return Obligation.objects.get()


def text_of(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_a_day_that_short_months_lack_is_said_and_the_last_day_is_offered(
    in_force: Regulation, keeper: Client, plant: Unit, fire_service: Unit
) -> None:
    preview = keeper.post(reverse("obligations:preview", args=[in_force.id]), MONTHLY)
    assert SKIPPED.format(day=30) in preview.content.decode()
    keeper.post(reverse("obligations:define", args=[in_force.id]), MONTHLY)
    made = stored(plant)
    address = reverse("obligations:obligation", args=[made.id])
    change = reverse("obligations:change", args=[made.id])
    assert SKIPPED.format(day=30) in text_of(keeper, address)
    assert f"{change}?last_day" in text_of(keeper, address)
    theirs = text_of(signed_in(fire_service), address)
    assert SKIPPED.format(day=30) in theirs
    assert change not in theirs

    assert '<option value="-1" selected>' in text_of(keeper, f"{change}?last_day")
    assert keeper.post(change, {**MONTHLY, "month_day": "-1"}).status_code == 302
    assert stored(plant).cadence["rrule"] == "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert SKIPPED.format(day=30) not in text_of(keeper, address)


def test_the_form_knows_no_31_and_shows_an_older_one_as_the_last_day(
    define: Define, keeper: Client
) -> None:
    made = define(Cadence("calendar", rrule="FREQ=MONTHLY;BYMONTHDAY=31", at="17:00"))
    change = reverse("obligations:change", args=[made.id])
    assert '<option value="-1" selected>' in text_of(keeper, change)
    refused = keeper.post(change, {**MONTHLY, "month_day": "31"})
    assert refused.status_code == 422


def test_a_quarter_has_three_months(in_force: Regulation, keeper: Client, plant: Unit) -> None:
    quarterly = {**MONTHLY, "how": "quarterly", "quarter_month": "3", "month_day": "-1"}
    address = reverse("obligations:define", args=[in_force.id])
    assert keeper.post(address, {**quarterly, "quarter_month": "4"}).status_code == 422
    assert keeper.post(address, quarterly).status_code == 302
    rule = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    assert stored(plant).cadence["rrule"] == rule


def test_what_a_cadence_does_not_ask_for_may_be_empty(
    in_force: Regulation, keeper: Client, plant: Unit
) -> None:
    shifts = {**MONTHLY, "how": "shift", "starts": "06:00, 18:00", "at": "", "moves": ""}
    address = reverse("obligations:define", args=[in_force.id])
    assert keeper.post(address, {**shifts, "how": "daily"}).status_code == 422
    assert keeper.post(address, shifts).status_code == 302
    assert stored(plant).cadence["starts"] == ["06:00", "18:00"]


def test_the_form_suggests_the_next_free_code_and_speaks_no_jargon(
    define: Define, in_force: Regulation, keeper: Client
) -> None:
    address = reverse("obligations:define", args=[in_force.id])
    assert 'value="N01"' in text_of(keeper, address)
    define()
    form = text_of(keeper, address)
    assert 'value="N07"' in form
    assert "RFC" not in form


def test_what_is_owed_once_falls_due_within_the_term(
    in_force: Regulation, keeper: Client, plant: Unit
) -> None:
    term = {"valid_from": date(2026, 9, 1), "valid_to": date(2027, 8, 31)}
    with acting(plant.member()):
        Regulation.objects.filter(id=in_force.id).update(**term)
    address = reverse("obligations:define", args=[in_force.id])
    for day in (date(2026, 8, 31), date(2027, 9, 1)):
        refused = keeper.post(address, once(day))
        assert refused.status_code == 422
        assert OUTSIDE in refused.content.decode()
        assert "01/09/2026–31/08/2027" in refused.content.decode()
    assert keeper.post(address, once(date(2027, 8, 31))).status_code == 302

    change = reverse("obligations:change", args=[stored(plant).id])
    assert keeper.post(change, once(date(2027, 9, 1))).status_code == 422
    assert keeper.post(change, once(date(2026, 9, 1))).status_code == 302


def test_a_draft_without_days_takes_any_day(
    regulation: Regulation, keeper: Client, plant: Unit
) -> None:
    with acting(plant.member()):
        Regulation.objects.filter(id=regulation.id).update(valid_from=None, valid_to=None)
    address = reverse("obligations:define", args=[regulation.id])
    assert keeper.post(address, once(date(2031, 1, 1))).status_code == 302


def test_what_came_from_an_earlier_term_stays_until_its_day_is_changed(
    in_force: Regulation, keeper: Client, plant: Unit
) -> None:
    by, day = plant.member(), date(2020, 1, 1)
    with acting(by):
        made = actions.take_over(
            regulation_id=in_force.id,
            draft=owed(Cadence("once", at="17:00", day=day.isoformat())),
            by=by,
            now=NOON,
        )
    change = reverse("obligations:change", args=[made.id])
    assert keeper.post(change, once(day)).status_code == 302
    assert keeper.post(change, once(date(2020, 1, 2))).status_code == 422


def test_the_filter_of_the_register_shows_which_one_is_chosen(
    define: Define, in_force: Regulation, keeper: Client
) -> None:
    define()
    address = reverse("obligations:list", args=[in_force.circle_id])
    assert 'href="?show=all" aria-current="true"' in text_of(keeper, address)
    late = text_of(keeper, f"{address}?show=late")
    assert 'href="?show=late" aria-current="true"' in late
    assert 'href="?show=all" aria-current="true"' not in late
