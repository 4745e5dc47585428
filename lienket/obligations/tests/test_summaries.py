"""What a lower regulation publishes upward, from the page that shows it first."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.tests.conftest import DAILY, owed
from lienket.regulations import actions as regulations
from lienket.regulations import queries as texts
from lienket.regulations.models import Regulation, Summary
from lienket.regulations.tests.conftest import sign_all
from tests.cast import NOON, Unit, make_circle, make_unit, signed_in

LATER = datetime.fromisoformat("2027-01-05T05:00+00:00")


@pytest.fixture(autouse=True)
def january() -> Iterator[None]:
    with mock.patch.object(timezone, "now", return_value=LATER):
        yield


@pytest.fixture
def worker(db: None) -> Unit:
    """Belongs to the lower circle alone."""
    return make_unit("Contractor")


def carried_down(
    upper: Regulation, plant: Unit, *others: Unit, counterpart: str = "A"
) -> Regulation:
    """A lower regulation of the plant and others, by which party B owes something every day."""
    circle = make_circle(plant, *others, name="Vòng nhà thầu")
    by = plant.member()
    with acting(by):
        made = regulations.cascade(
            regulation_id=upper.id,
            circle_id=circle.id,
            title="Quy chế với nhà thầu",
            keys=["d2.k1"],
            by=by,
            now=NOON,
        )
        version = texts.latest(made)
        assert version
        key = texts.clauses_of(version).filter(level="clause").values_list("key", flat=True)[0]
    sign_all(made, plant, *others)
    draft = owed(DAILY, clause_key=key, responsible=["B"], counterparts=[counterpart])
    by = plant.member()
    with acting(by):
        actions.define(regulation_id=made.id, draft=draft, by=by, now=NOON)
    return made


@pytest.fixture
def lower(in_force: Regulation, plant: Unit, worker: Unit) -> Regulation:
    """The plant and its contractor follow the regulation; five days were due, three were kept."""
    made = carried_down(in_force, plant, worker)
    for day in range(1, 6):
        actions.open_due(now=NOON + timedelta(days=day))
    other = worker.member()
    with acting(other):
        for one in queries.occurrences_for(other).order_by("due_at")[:3]:
            actions.fulfil(occurrence_id=one.id, text="Đã làm", by=other, now=one.due_at)
    return made


def test_the_counts_of_the_last_quarter_are_shown_and_then_published(
    lower: Regulation, in_force: Regulation, plant: Unit, commune: Unit, worker: Unit
) -> None:
    browser = signed_in(plant)
    address = reverse("obligations:publish_summary", args=[lower.id])
    assert (
        address in browser.get(reverse("regulations:regulation", args=[lower.id])).content.decode()
    )

    page = browser.get(address)
    assert (page.context["figures"].due, page.context["figures"].in_time) == (5, 3)
    assert str(page.context["span"]) == "2026-Q4"
    assert browser.post(address, {"span": "2026-Q4"}).status_code == 302
    assert browser.post(address, {"span": "2026-Q4"}).status_code == 409

    reader = commune.member(LATER)
    with acting(reader):
        (summary,) = Summary.objects.all()
    assert summary.counts == {
        "due": 5,
        "in_time": 3,
        "late": 0,
        "missed": 2,
        "excused": 0,
        "confirmed": 0,
        "unseen": 0,
    }
    assert (summary.period_from, summary.period_to) == (date(2026, 10, 1), date(2026, 12, 31))
    upper = signed_in(commune).get(reverse("regulations:regulation", args=[in_force.id]))
    assert "Quy chế với nhà thầu" in upper.content.decode()
    check = reverse("obligations:check_summary", args=[summary.id])
    assert check in upper.content.decode()
    assert signed_in(commune).get(check).context["is_true"]
    with mock.patch("lienket.obligations.views.summaries.fingerprint", return_value="0" * 64):
        assert not signed_in(commune).get(check).context["is_true"]
    assert signed_in(worker).get(check).status_code == 404


def test_duties_that_others_owe_to_one_another_are_told_to_be_left_out(
    in_force: Regulation, plant: Unit, commune: Unit, worker: Unit
) -> None:
    haulier = make_unit("Haulier")
    made = carried_down(in_force, plant, worker, haulier, counterpart="C")
    address = reverse("obligations:publish_summary", args=[made.id])
    browser = signed_in(plant)
    page = browser.get(address)
    assert (page.context["figures"].due, page.context["unseen"]) == (0, 1)
    browser.post(address, {"span": "2026-Q4"})
    with acting(commune.member(LATER)):
        assert Summary.objects.get().counts["unseen"] == 1
    upper = signed_in(commune).get(reverse("regulations:regulation", args=[in_force.id]))
    counts = upper.content.decode().partition("<dt>Đến hạn</dt>")[2].partition("</dl>")[0]
    assert counts.startswith("<dd>0</dd><dt>Đúng hạn</dt>")
    assert counts.endswith("<dt>Nghĩa vụ chưa tính: giữa các bên khác với nhau</dt><dd>1</dd>")


def test_only_quarters_of_the_term_are_offered_and_published(
    lower: Regulation, plant: Unit
) -> None:
    browser = signed_in(plant)
    address = reverse("obligations:publish_summary", args=[lower.id])
    with acting(plant.member()):
        Regulation.objects.filter(id=lower.id).update(valid_from=date(2026, 8, 20))
    offered = browser.get(address).content.decode()
    assert "?span=2026-Q4" in offered
    assert "?span=2026-Q3" in offered
    assert "?span=2026-Q2" not in offered
    for span in ("2026-Q2", "2025", "nonsense"):
        assert browser.post(address, {"span": span}).status_code == 422

    with acting(plant.member()):
        Regulation.objects.filter(id=lower.id).update(valid_from=date(2027, 1, 1))
    young = browser.get(address)
    assert young.status_code == 200
    assert "Chưa có quý nào của thời hạn quy chế kết thúc" in young.content.decode()
    assert browser.post(address, {"span": "2026-Q4"}).status_code == 422


def test_a_quarter_that_runs_is_not_published(lower: Regulation, plant: Unit) -> None:
    address = reverse("obligations:publish_summary", args=[lower.id])
    assert signed_in(plant).post(address, {"span": "2027-Q1"}).status_code == 422
    with acting(plant.member()):
        assert not Summary.objects.exists()


def test_only_who_belongs_to_both_circles_publishes(
    lower: Regulation, in_force: Regulation, worker: Unit, commune: Unit, plant: Unit
) -> None:
    address = reverse("obligations:publish_summary", args=[lower.id])
    for unit in (worker, commune):
        assert signed_in(unit).get(address).status_code == 404
    upper = reverse("obligations:publish_summary", args=[in_force.id])
    assert signed_in(plant).get(upper).status_code == 422
