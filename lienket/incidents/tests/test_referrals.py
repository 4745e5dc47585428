"""Handing a tip to the police: their receipt, their states, and nobody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.incidents import actions, queries
from lienket.incidents.actions import referrals
from lienket.incidents.models import Incident, Referral
from lienket.incidents.tests.hands import THEFT, kinds, report
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(circle: Circle, dispatcher: Member) -> Incident:
    return report(circle, dispatcher)


@pytest.fixture
def referral(incident: Incident, dispatcher: Member, commune: Unit) -> Referral:
    """Handed to the commune police."""
    with acting(dispatcher):
        return actions.refer(
            incident_id=incident.id,
            police_id=commune.id,
            kind="crime_report",
            text="Mất 40 m dây tiếp địa, còn dấu vết tại cột 12.",
            by=dispatcher,
            now=NOON,
        )


def test_the_police_confirm_the_receipt_with_their_number(
    referral: Referral, incident: Incident, commune: Unit
) -> None:
    police = commune.member()
    assert referral.reference == "CT-2026-001"
    with acting(police):
        assert list(queries.referrals_waiting(police)) == [referral]
        received = actions.receive_referral(
            referral_id=referral.id, police_number="15/TGTP", by=police, now=NOON + HOUR
        )
        assert (received.state, received.received_at) == ("received", NOON + HOUR)
        assert not queries.referrals_waiting(police).exists()
        again = actions.receive_referral(referral_id=referral.id, by=police, now=NOON + 2 * HOUR)
        assert again.received_at == NOON + HOUR
        assert kinds(incident) == ["reported", "referred", "referral_moved"]


def test_silence_of_the_police_escalates(referral: Referral, commune: Unit) -> None:
    for step in range(1, 30):
        escalation.escalate_overdue(now=NOON + step * 2 * HOUR)
    police = commune.member()
    with acting(police):
        purposes = set(
            Message.objects.filter(
                envelope__kind="referral", organization_id=commune.id
            ).values_list("purpose", flat=True)
        )
    assert {"first", "reminder"} <= purposes


def test_only_the_police_side_records_its_state(
    referral: Referral, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    for other in (dispatcher, chief):
        with acting(other):
            with pytest.raises(Referral.DoesNotExist):
                actions.receive_referral(referral_id=referral.id, by=other, now=NOON)
            with pytest.raises(Referral.DoesNotExist):
                actions.move_referral(referral_id=referral.id, state="answered", by=other, now=NOON)
    police = commune.member()
    with acting(police):
        with pytest.raises(referrals.NotReceivedYet):
            actions.move_referral(referral_id=referral.id, state="verifying", by=police, now=NOON)
        actions.receive_referral(referral_id=referral.id, by=police, now=NOON)
        with pytest.raises(referrals.NoSuchReferralState):
            actions.move_referral(referral_id=referral.id, state="closed", by=police, now=NOON)
        moved = actions.move_referral(
            referral_id=referral.id, state="verifying", text="Đã phân công.", by=police, now=NOON
        )
    assert moved.state == "verifying"


def test_closing_the_incident_does_not_end_what_the_police_do(
    referral: Referral, incident: Incident, dispatcher: Member, commune: Unit
) -> None:
    police = commune.member()
    with acting(police):
        actions.receive_referral(referral_id=referral.id, by=police, now=NOON)
    with acting(dispatcher):
        actions.close_incident(
            incident_id=incident.id,
            outcome="handed_over",
            text="Đã chuyển Công an xã.",
            by=dispatcher,
            now=NOON + HOUR,
        )
        referral.refresh_from_db()
        assert referral.state == "received"
    with acting(police):
        actions.move_referral(
            referral_id=referral.id, state="accepted", by=police, now=NOON + 30 * HOUR
        )
        steps = list(referral.steps.order_by("id").values_list("state", flat=True))
    assert steps == ["received", "accepted"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"police_id": None}, referrals.NotThePolice),
        ({"police_id": -1}, referrals.NotThePolice),
        ({"kind": "gossip"}, referrals.UnknownReferralKind),
        ({"text": " "}, referrals.NothingToHandOver),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    incident: Incident,
    dispatcher: Member,
    commune: Unit,
    change: dict[str, object],
    refusal: type[Refusal],
) -> None:
    said = {"police_id": commune.id, "kind": "tip", "text": "Tin."} | change
    with acting(dispatcher), pytest.raises(refusal) as refused:
        actions.refer(incident_id=incident.id, by=dispatcher, now=NOON, **said)  # type: ignore[arg-type]
    assert refused.value.field


def test_a_fire_service_is_not_the_police(
    incident: Incident, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher), pytest.raises(referrals.NotThePolice):
        actions.refer(
            incident_id=incident.id,
            police_id=fire_service.id,
            kind="tip",
            text="Tin.",
            by=dispatcher,
            now=NOON,
        )


def test_the_same_police_receive_it_once(
    referral: Referral, incident: Incident, dispatcher: Member, commune: Unit
) -> None:
    with acting(dispatcher), pytest.raises(referrals.HandedOverBefore) as refused:
        actions.refer(
            incident_id=incident.id,
            police_id=commune.id,
            kind="tip",
            text="Lần nữa.",
            by=dispatcher,
            now=NOON,
        )
    assert referral.reference in refused.value.message


def test_nothing_of_an_exercise_goes_to_the_police(
    circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    practice = report(circle, dispatcher, replace(THEFT, exercise=True))
    with acting(dispatcher), pytest.raises(referrals.ExercisesStayHere):
        actions.refer(
            incident_id=practice.id,
            police_id=commune.id,
            kind="tip",
            text="Giả định.",
            by=dispatcher,
            now=NOON,
        )
