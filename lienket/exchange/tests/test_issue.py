"""Issuing a bulletin."""

from datetime import timedelta

import pytest

from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.escalation.models import Ask
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit

THEFT = Draft(
    kind="urgent_notice",
    urgency="urgent",
    title="Cắt trộm cáp tại trạm 110 kV",
    body="Hai người lạ mặt rời đi theo hướng đường 12.",
)


def test_every_other_organization_gets_a_receipt_an_ask_and_a_message(
    circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    with acting(dispatcher):
        bulletin = actions.issue_bulletin(circle_id=circle.id, draft=THEFT, by=dispatcher, now=NOON)

        assert bulletin.number == "TK-2026-001"
        asked = {fire_service.id, commune.id}
        assert set(Receipt.objects.values_list("organization_id", flat=True)) == asked
        assert set(Ask.objects.values_list("organization_id", "due_at")) == {
            (organization, NOON + timedelta(hours=1)) for organization in asked
        }
        assert set(Message.objects.values_list("organization_id", "channel", "state")) == {
            (organization, "email", "queued") for organization in asked
        }


def test_an_outsider_sees_nothing_of_it(circle: Circle, dispatcher: Member, outsider: Unit) -> None:
    with acting(dispatcher):
        actions.issue_bulletin(circle_id=circle.id, draft=THEFT, by=dispatcher, now=NOON)

    stranger = outsider.member()
    with acting(stranger):
        assert not Bulletin.objects.exists()
        assert not Message.objects.exists()
        with pytest.raises(Circle.DoesNotExist):
            actions.issue_bulletin(circle_id=circle.id, draft=THEFT, by=stranger, now=NOON)
