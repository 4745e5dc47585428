"""Rows of the plant and how they are entered."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.registers import actions
from lienket.registers.actions import Facts
from lienket.registers.models import Entry
from tests.cast import NOON

TODAY = date(2026, 11, 21)
#: Within the sixty days in which a licence is to be renewed.
LICENCE = Facts("Công ty Bảo vệ Sao Mai", "12/GCN", expires_on=TODAY + timedelta(days=40))
PASS = Facts("51C-678.90", "T-07", expires_on=TODAY + timedelta(days=8))

Enter = Callable[[str, Facts, Member], Entry]


@pytest.fixture
def enter(circle: Circle) -> Enter:
    """Puts a row into a register of the circle."""

    def act(kind: str, facts: Facts, by: Member) -> Entry:
        with acting(by):
            return actions.enter(circle_id=circle.id, kind=kind, facts=facts, by=by, now=NOON)

    return act


@pytest.fixture
def licence(enter: Enter, dispatcher: Member) -> Entry:
    """The licence of the plant's guard contractor."""
    return enter("guard_contractor", LICENCE, dispatcher)
