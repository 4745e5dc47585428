"""The signed zero: it counts as a report, silence does not, and what happened after all is seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError

from lienket.circles.models import Circle
from lienket.escalation.models import Ask
from lienket.incidents import actions
from lienket.incidents.actions import zero as refusals
from lienket.incidents.models import ZeroReport
from lienket.incidents.queries import zero
from lienket.incidents.rules import months_between
from lienket.incidents.tests.hands import THEFT, report
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.actions import ObligationDraft
from lienket.obligations.models import Occurrence
from lienket.obligations.rules import Cadence
from lienket.places.tests.hands import list_site
from lienket.regulations.tests.conftest import sign_all, write_draft
from tests.cast import NOON, Unit

#: After the month in which the circle was formed.
LATER = datetime(2026, 12, 31, 5, tzinfo=UTC)
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
IN_DECEMBER = datetime(2026, 12, 10, 3, tzinfo=UTC)


def sign(circle: Circle, by: Member, **changes: object) -> ZeroReport:
    said = {"group": "all", "starts_on": DECEMBER[0], "ends_on": DECEMBER[1], "now": LATER}
    with acting(by):
        return actions.sign_zero(circle_id=circle.id, by=by, **(said | changes))  # type: ignore[arg-type]


def december(circle: Circle, *units: Unit) -> list[zero.Said]:
    return [
        row[0]
        for row in zero.standing(
            circle.id,
            [unit.id for unit in units],
            months_between(*DECEMBER),
            formed_on=date(2026, 11, 21),
            today=date(2027, 1, 5),
        ).values()
    ]


def test_a_signed_zero_is_a_report_and_silence_is_not(
    circle: Circle,
    dispatcher: Member,
    chief: Member,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
) -> None:
    signed = sign(circle, dispatcher)
    report(circle, chief, replace(THEFT, happened_at=IN_DECEMBER), now=LATER)

    assert signed.office == "Trưởng phòng"
    with acting(dispatcher):
        plant_said, fire_said, commune_said = december(circle, plant, fire_service, commune)
    assert plant_said.signed == [signed]
    assert not plant_said.contradicted
    assert (fire_said.reported, fire_said.silent) == (1, False)
    assert commune_said.silent


def test_what_is_recorded_stands_against_signing(circle: Circle, dispatcher: Member) -> None:
    incident = report(circle, dispatcher, replace(THEFT, happened_at=IN_DECEMBER), now=LATER)

    with pytest.raises(refusals.SomethingHappened) as refused:
        sign(circle, dispatcher)
    assert incident.reference in refused.value.message
    assert sign(circle, dispatcher, group="fire").despite == ""
    signed = sign(circle, dispatcher, despite="Vụ VV đã kết luận là nhầm lẫn.")
    assert signed.despite


def test_an_incident_of_others_at_its_site_stands_against_it_too(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    site = list_site(circle, dispatcher)
    there = replace(THEFT, happened_at=IN_DECEMBER, site_id=site.id)
    report(circle, chief, there, now=LATER)

    with pytest.raises(refusals.SomethingHappened):
        sign(circle, dispatcher)
    with pytest.raises(refusals.SomethingHappened):
        sign(circle, dispatcher, site_id=site.id)
    with pytest.raises(refusals.NotYourSite):
        sign(circle, chief, site_id=site.id)


def test_what_is_reported_later_flags_the_statement(
    circle: Circle, dispatcher: Member, plant: Unit
) -> None:
    signed = sign(circle, dispatcher)
    late = report(
        circle,
        dispatcher,
        replace(THEFT, happened_at=IN_DECEMBER, key=uuid4()),
        now=LATER + timedelta(days=3),
    )
    with acting(dispatcher):
        assert list(zero.against(signed)) == [late]
        (said,) = december(circle, plant)
    assert said.contradicted
    assert said.reported == 1


def test_exercises_and_what_did_not_happen_do_not_count(circle: Circle, dispatcher: Member) -> None:
    happened = replace(THEFT, happened_at=IN_DECEMBER)
    report(circle, dispatcher, replace(happened, exercise=True), now=LATER)
    mistaken = report(circle, dispatcher, replace(happened, key=uuid4()), now=LATER)
    with acting(dispatcher):
        actions.close_incident(
            incident_id=mistaken.id, outcome="unfounded", text="Nhầm.", by=dispatcher, now=LATER
        )
    assert sign(circle, dispatcher).despite == ""


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"ends_on": date(2026, 11, 30)}, refusals.NoPeriod),
        ({"ends_on": date(2027, 1, 1)}, refusals.PeriodNotOver),
        ({"starts_on": date(2020, 1, 1)}, refusals.PeriodTooLong),
        (
            {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 31)},
            refusals.BeforeThisCircle,
        ),
        ({"group": "weather"}, refusals.UnknownGroup),
        ({"site_id": 999_999}, refusals.NotYourSite),
    ],
)
def test_bad_periods_are_refused_at_their_field(
    circle: Circle, dispatcher: Member, change: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        sign(circle, dispatcher, **change)
    assert refused.value.field


def test_the_same_is_signed_once(circle: Circle, dispatcher: Member, chief: Member) -> None:
    sign(circle, dispatcher)
    sign(circle, chief)
    with pytest.raises(refusals.SignedBefore):
        sign(circle, dispatcher)


def test_a_statement_is_never_changed(circle: Circle, dispatcher: Member) -> None:
    signed = sign(circle, dispatcher)
    signed.group = "fire"
    with pytest.raises(ProgrammingError, match="permission denied"), acting(dispatcher):
        signed.save()


def test_signing_wants_the_right_to_answer(circle: Circle, dispatcher: Member) -> None:
    guard = replace(dispatcher, rights=frozenset({actions.REPORT}))
    with pytest.raises(NotAllowed):
        sign(circle, guard)


def test_a_month_that_is_not_over_is_not_silent(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        rows = zero.standing(
            circle.id,
            [plant.id],
            months_between(date(2026, 10, 1), date(2026, 11, 21)),
            formed_on=date(2026, 11, 21),
            today=NOON.date(),
        )[plant.id]
    assert [said.open for said in rows] == [True, True]


# ---- What is owed -----------------------------------------------------------------------------


@pytest.fixture
def monthly(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> Callable[..., Occurrence]:
    """The plant owes the fire service a report on each month; `monthly()` is that on December."""
    regulation = sign_all(
        write_draft(circle, plant, fire_service, commune), plant, fire_service, commune
    )

    def define(indicator: str = "") -> Occurrence:
        by = plant.member()
        draft = ObligationDraft(
            code="N06",
            clause_key="d2.k1",
            title="Báo cáo tình hình tháng",
            responsible=["A"],
            counterparts=["B"],
            cadence=Cadence("calendar", rrule="FREQ=MONTHLY;BYMONTHDAY=5", at="16:00"),
            proof="zero",
            indicator=indicator,
        )
        with acting(by):
            obligations.define(regulation_id=regulation.id, draft=draft, by=by, now=NOON)
        obligations.open_due(now=LATER)
        # A narrower circle of the two was formed for it.
        with acting(plant.member()):
            return Occurrence.objects.get(due_at__date=date(2027, 1, 5))

    return define


def is_fulfilled(occurrence: Occurrence, unit: Unit) -> bool:
    with acting(unit.member()):
        occurrence.refresh_from_db()
    return occurrence.fulfilled_at is not None


def test_a_signed_zero_fulfils_what_is_owed_for_its_month(
    circle: Circle, plant: Unit, monthly: Callable[..., Occurrence]
) -> None:
    owed = monthly()
    fire = sign(circle, plant.member(), group="fire")
    assert not is_fulfilled(owed, plant)

    signed = sign(circle, plant.member())
    assert is_fulfilled(owed, plant)
    assert owed.nothing_to_report
    with acting(plant.member()):
        assert list(zero.fulfilled_with(signed)) == [owed]
        assert Ask.objects.get(id=owed.ask_id or 0).settled_at == LATER
    assert signed != fire


def test_half_a_month_and_one_site_are_not_the_month(
    circle: Circle, plant: Unit, monthly: Callable[..., Occurrence]
) -> None:
    owed = monthly()
    site = list_site(circle, plant.member())
    sign(circle, plant.member(), starts_on=date(2026, 12, 16))
    sign(circle, plant.member(), site_id=site.id)
    assert not is_fulfilled(owed, plant)


def test_a_report_on_the_corridor_wants_a_zero_of_the_corridor(
    circle: Circle, plant: Unit, monthly: Callable[..., Occurrence]
) -> None:
    owed = monthly(indicator="D6")
    sign(circle, plant.member(), group="order")
    assert not is_fulfilled(owed, plant)
    sign(circle, plant.member(), group="grid")
    assert is_fulfilled(owed, plant)


def test_what_another_one_owes_is_its_own(
    circle: Circle, chief: Member, plant: Unit, monthly: Callable[..., Occurrence]
) -> None:
    owed = monthly()
    sign(circle, chief)
    assert not is_fulfilled(owed, plant)
