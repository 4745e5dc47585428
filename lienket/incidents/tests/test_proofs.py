"""An incident reported in time is the report that a duty asks for: one press hands it in."""

from dataclasses import replace
from datetime import datetime, timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.escalation.models import Ask
from lienket.incidents import actions, queries
from lienket.incidents.actions.proving import ProvesNothing
from lienket.incidents.models import Closure, Incident
from lienket.incidents.queries.proofs import Proven
from lienket.incidents.tests.hands import THEFT, report
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.models import Duty, Obligation, Occurrence
from lienket.obligations.proofs import ready_for
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import (  # noqa: F401  fixtures
    Define,
    define,
    in_force,
    occurrence_of,
    regulation,
)
from tests.cast import NOON, Unit, signed_in

HOUR = timedelta(hours=1)
#: Within two hours of a fire, the plant reports it to the fire service.
AFTER_A_FIRE = Cadence("event", amount=2, unit="hours")
FIRE = replace(THEFT, kind="fire", summary="Cháy bãi xỉ, đã khống chế.", happened_at=NOON)


@pytest.fixture
def owed(define: Define) -> Obligation:  # noqa: F811  the fixture of that name
    return define(AFTER_A_FIRE, title="Báo cháy cho Cảnh sát PCCC", indicator="E1")


def event(unit: Unit, at: datetime = NOON) -> Occurrence:
    by = unit.member()
    with acting(by):
        return obligations.report_event(
            duty_id=Duty.objects.get().id, happened_at=at, what="Có cháy", by=by, now=NOON
        )


def proven(incident: Incident, unit: Unit) -> list[Proven]:
    by = unit.member()
    with acting(by):
        return queries.proofs.proven_by(incident, by)


def hand_in(incident: Incident, unit: Unit, now: datetime = NOON) -> None:
    by = unit.member()
    with acting(by):
        duty = Duty.objects.get().id
        actions.hand_in(incident_id=incident.id, duty_id=duty, by=by, now=now)


def test_a_report_in_time_fulfils_what_is_owed_after_the_event(
    circle: Circle, plant: Unit, fire_service: Unit, owed: Obligation
) -> None:
    asked = event(fire_service)
    incident = report(circle, plant.member(), FIRE, now=NOON + HOUR)
    (offer,) = proven(incident, plant)
    assert offer.occurrence == asked

    hand_in(incident, plant, NOON + HOUR)
    with acting(plant.member()):
        asked.refresh_from_db()
        assert asked.fulfilled_at == NOON + HOUR
        assert asked.fulfilments.get().text == f"{incident.reference}: {FIRE.summary}"
        assert Ask.objects.get(id=asked.ask_id or 0).settled_at
    assert not proven(incident, plant)
    with pytest.raises(ProvesNothing):
        hand_in(incident, plant, NOON + HOUR)


def test_without_anybody_having_told_the_event_it_is_told_and_handed_in_at_once(
    circle: Circle, plant: Unit, owed: Obligation
) -> None:
    incident = report(circle, plant.member(), FIRE, now=NOON + HOUR)
    (offer,) = proven(incident, plant)
    assert (offer.occurrence, offer.due_at) == (None, NOON + 2 * HOUR)

    hand_in(incident, plant, NOON + HOUR)
    opened = occurrence_of(plant)
    assert (opened.event_at, opened.fulfilled_at) == (NOON, NOON + HOUR)
    assert not proven(incident, plant)


@pytest.mark.parametrize("told", [True, False])
def test_what_was_reported_late_or_of_another_kind_or_by_another_proves_nothing(
    circle: Circle, plant: Unit, fire_service: Unit, owed: Obligation, told: bool
) -> None:
    if told:
        event(fire_service)
    late = report(circle, plant.member(), FIRE, now=NOON + 3 * HOUR)
    theft = report(circle, plant.member(), replace(THEFT, key=uuid4(), happened_at=NOON))
    theirs = report(circle, fire_service.member(), replace(FIRE, key=uuid4(), summary="Cháy kho."))
    drill = report(
        circle, plant.member(), replace(FIRE, key=uuid4(), summary="Diễn tập.", exercise=True)
    )
    for incident in (late, theft, theirs, drill):
        assert not proven(incident, plant)
        with pytest.raises(ProvesNothing):
            hand_in(incident, plant)
    assert not proven(theirs, fire_service), "it owes nothing"


def test_of_two_events_the_nearer_one_is_answered(
    circle: Circle, plant: Unit, fire_service: Unit, owed: Obligation
) -> None:
    event(fire_service, NOON - 1.5 * HOUR)
    later = event(fire_service)
    incident = report(circle, plant.member(), FIRE, now=NOON)
    assert [one.occurrence for one in proven(incident, plant)] == [later]


def test_a_duty_that_wants_a_photo_is_not_proven_by_words(
    circle: Circle,
    plant: Unit,
    define: Define,  # noqa: F811  the fixture of that name
) -> None:
    define(AFTER_A_FIRE, indicator="E1", proof="photo")
    assert not proven(report(circle, plant.member(), FIRE), plant)


def test_both_pages_offer_it_and_one_press_does_it(
    circle: Circle, plant: Unit, fire_service: Unit, owed: Obligation, commune: Unit
) -> None:
    asked = event(fire_service)
    incident = report(circle, plant.member(), FIRE)
    with acting(plant.member()):
        duty = Duty.objects.get().id
    press = reverse("incidents:hand_in", args=[incident.id, duty])
    of_incident = reverse("incidents:incident", args=[incident.id])
    of_duty = reverse("obligations:occurrence", args=[asked.id])
    with mock.patch.object(timezone, "now", return_value=NOON):
        browser, other = signed_in(plant), signed_in(commune)
        assert press in browser.get(of_incident).content.decode()
        assert press in browser.get(of_duty).content.decode()
        assert press not in other.get(of_incident).content.decode()
        assert other.post(press).status_code == 409
        assert browser.post(press).headers["Location"] == of_duty
        assert press not in browser.get(of_duty).content.decode()
        assert browser.post(press).status_code == 409


def test_what_did_not_happen_is_not_offered(
    circle: Circle, plant: Unit, fire_service: Unit, owed: Obligation
) -> None:
    asked = event(fire_service)
    incident = report(circle, plant.member(), FIRE)
    by = plant.member()
    with acting(by):
        assert len(ready_for(asked, by)) == 1
        actions.close_incident(
            incident_id=incident.id,
            outcome=Closure.Outcome.UNFOUNDED,
            text="Báo nhầm",
            by=by,
            now=NOON,
        )
        assert not ready_for(asked, by)
