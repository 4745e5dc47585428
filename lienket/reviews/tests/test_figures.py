"""Figures come from the record, and every one has as many rows behind it as it says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from lienket.circles.models import Circle
from lienket.incidents import actions as incidents
from lienket.incidents.models import Incident
from lienket.incidents.tests.hands import report
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings.models import Meeting
from lienket.meetings.tests.conftest import (  # noqa: F401  fixtures
    draft,
    held,
    meeting,
)
from lienket.petitions.models import Petition
from lienket.petitions.tests.conftest import petition, statement  # noqa: F401  fixtures
from lienket.reviews import actions
from lienket.reviews.actions.entering import (
    EndsBeforeItBegins,
    NoSecondFigure,
    NotANumber,
    NotEntered,
    PeriodNotOver,
    PeriodsOverlap,
)
from lienket.reviews.catalogue import INDICATORS
from lienket.reviews.queries.figures import Sight, base, figures, rows, successions
from lienket.reviews.queries.titles import titles
from lienket.reviews.rules import Days, Figure
from lienket.reviews.tests.conftest import YEAR
from tests.cast import NOON, Unit, make_circle, merge

MONTH = Days(date(2026, 10, 1), date(2026, 10, 31))


def counted(circle: Circle, by: Member, days: Days = YEAR) -> dict[str, Figure]:
    with acting(by):
        return figures(Sight.of(by, circle.id), days, NOON)


def test_incidents_count_by_kind_without_exercises(
    circle: Circle, dispatcher: Member, happened: None
) -> None:
    found = counted(circle, dispatcher)
    assert [found["D1"].value, found["D4"].value, found["D3"].value] == [2, 2, 0]
    assert [found["E1"].value, found["D20"].value] == [1, 3]
    # A share of nothing says nothing; no theft at all is a figure, and it is 0.
    assert found["G5"].value == 0
    assert found["B5"].value is None


def test_what_was_reported_by_mistake_does_not_count(
    circle: Circle, dispatcher: Member, happened: None
) -> None:
    with acting(dispatcher):
        one = Incident.objects.get(kind="fire")
        incidents.close_incident(
            incident_id=one.id,
            outcome="unfounded",
            text="Khói đốt rơm.",
            by=dispatcher,
            now=NOON,
        )
    assert counted(circle, dispatcher)["E1"].value == 0


def test_a_figure_has_as_many_rows_as_it_says_and_each_leads_somewhere(
    circle: Circle,
    dispatcher: Member,
    happened: None,
    held: Meeting,  # noqa: F811
    petition: Petition,  # noqa: F811
) -> None:
    by, later = dispatcher, NOON + timedelta(days=30)
    days = Days(date(2026, 1, 1), date(2026, 12, 21))
    with acting(by):
        sight = Sight.of(by, circle.id)
        found = figures(sight, days, later)
        told = set()
        for one in INDICATORS:
            if one.derived:
                behind = rows(one, sight, days, later, most=1000)
                assert len(behind) == found[one.code].rows
                named = titles(one.derived.about, [key for key, *_rest in behind])
                assert {key for key, *_rest in behind} == set(named)
                told |= {one.code} if behind else set()
    assert {"A3", "A4", "D1", "D4", "D20", "E1", "G5"} <= told


def test_who_attended_is_a_share(circle: Circle, dispatcher: Member, held: Meeting) -> None:  # noqa: F811
    days = Days(date(2026, 11, 1), date(2026, 12, 31))
    with acting(dispatcher):
        share = figures(Sight.of(dispatcher, circle.id), days, NOON + timedelta(days=40))["A4"]
    # The host and the fire service came, the commune did not; or whoever is noted at all.
    assert share.second == Decimal(share.rows)
    assert share.value == round(Decimal(100) * (share.rows - 1) / share.rows, 1)


def test_another_circle_is_not_counted(
    circle: Circle, dispatcher: Member, happened: None, plant: Unit, outsider: Unit
) -> None:
    other = make_circle(plant, outsider, name="Vòng liên kết khác")
    by = plant.member()
    report(other, by)
    assert counted(circle, by)["D1"].value == 2
    assert counted(other, by)["D1"].value == 1
    stranger = outsider.member()
    with acting(stranger), pytest.raises(Circle.DoesNotExist):
        Sight.of(stranger, circle.id)


def enter(
    circle: Circle, by: Member, code: str, value: str, days: Days = MONTH, **more: object
) -> None:
    with acting(by):
        actions.enter_figure(
            circle_id=circle.id,
            code=code,
            days=days,
            value=Decimal(value),
            by=by,
            now=NOON,
            **more,  # type: ignore[arg-type]  # the caller's
        )


def test_parties_enter_what_the_record_cannot_tell_and_their_figures_add_up(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    assert counted(circle, dispatcher)["C1"].value is None
    enter(circle, dispatcher, "C1", "40")
    enter(circle, chief, "C1", "2")
    enter(circle, dispatcher, "C1", "20", Days(date(2026, 9, 1), date(2026, 9, 30)))
    assert counted(circle, dispatcher)["C1"] == Figure(Decimal(62), None, 3)
    assert counted(circle, dispatcher, MONTH)["C1"].value == 42
    # A period that only half lies in another one is not split.
    assert (
        counted(circle, dispatcher, Days(date(2026, 10, 2), date(2026, 10, 31)))["C1"].value is None
    )


def test_entering_it_again_takes_the_place_of_the_earlier_figure(
    circle: Circle, dispatcher: Member
) -> None:
    enter(circle, dispatcher, "C1", "40")
    enter(circle, dispatcher, "C1", "41")
    assert counted(circle, dispatcher)["C1"] == Figure(Decimal(41), None, 1)


def test_of_a_stock_only_the_last_figure_of_each_party_counts(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    enter(circle, dispatcher, "C6", "18", Days(date(2026, 9, 1), date(2026, 9, 30)))
    enter(circle, dispatcher, "C6", "20")
    enter(circle, chief, "C6", "4")
    assert counted(circle, dispatcher)["C6"].value == 24


def test_what_cannot_be_a_figure_is_refused(circle: Circle, dispatcher: Member) -> None:
    with pytest.raises(NotEntered):
        enter(circle, dispatcher, "D1", "3")
    with pytest.raises(NotEntered):
        enter(circle, dispatcher, "Z9", "3")
    with pytest.raises(EndsBeforeItBegins):
        enter(circle, dispatcher, "C1", "3", Days(MONTH.last, MONTH.first))
    with pytest.raises(PeriodNotOver):
        enter(circle, dispatcher, "C1", "3", Days(MONTH.first, date(2026, 11, 30)))
    for value in ("-1", "1.234", "NaN", "10000000000000001"):
        with pytest.raises(NotANumber):
            enter(circle, dispatcher, "C1", value)
    with pytest.raises(NoSecondFigure):
        enter(circle, dispatcher, "C1", "1", second=Decimal(1))
    enter(circle, dispatcher, "C1", "3")
    with pytest.raises(PeriodsOverlap):
        enter(circle, dispatcher, "C1", "3", Days(date(2026, 10, 31), date(2026, 11, 1)))


def test_a_circle_without_a_past_has_nothing_to_compare_with(
    circle: Circle, dispatcher: Member, happened: None
) -> None:
    later = NOON.replace(year=2028)
    with acting(dispatcher):
        sight = Sight.of(dispatcher, circle.id)
        assert base(sight, YEAR, NOON)["D1"].value is None
        # Formed in November 2026: 2027 compares with a part of a year, 2028 with a whole one.
        assert base(sight, Days(date(2027, 1, 1), date(2027, 12, 31)), later)["D1"].value is None
        assert base(sight, Days(date(2028, 1, 1), date(2028, 12, 31)), later)["D1"].value == 0
        after = Days(date(2027, 11, 22), date(2027, 12, 31))
        assert base(sight, after, later)["D1"].value == 0


def test_days_of_successions_are_found_and_renames_are_none(
    circle: Circle, fire_service: Unit, commune: Unit
) -> None:
    merge(commune, fire_service, now=NOON)
    with acting(fire_service.member()):
        assert successions(circle.id, date(2026, 1, 1), date(2026, 12, 31)) == [NOON.date()]
        assert successions(circle.id, date(2025, 1, 1), date(2025, 12, 31)) == []
