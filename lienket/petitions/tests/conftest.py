"""A question of the plant, which the fire service answers."""

from datetime import date

import pytest

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.petitions import actions
from lienket.petitions.actions import Statement
from lienket.petitions.models import Petition
from tests.cast import NOON, Unit

#: 21 November and 15 days fall on a Sunday; the Monday after it is a working day.
DUE = date(2026, 12, 7)


@pytest.fixture
def statement(fire_service: Unit) -> Statement:
    return Statement(
        title="Đề nghị hướng dẫn thủ tục nghiệm thu phòng cháy xưởng cán",
        topic="fire",
        responsible_id=fire_service.id,
    )


@pytest.fixture
def petition(circle: Circle, dispatcher: Member, statement: Statement) -> Petition:
    with acting(dispatcher):
        return actions.raise_petition(
            circle_id=circle.id, statement=statement, by=dispatcher, now=NOON
        )
