"""A talk on fire safety that the commune has held, and the clock of the pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from lienket.awareness import actions
from lienket.awareness.actions import SessionDraft
from lienket.awareness.models import Session
from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit

DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)
#: By then the circle has a month in which sessions were held.
LATER = NOON + 30 * DAY
TALK = SessionDraft(
    kind="awareness",
    topic="fire",
    title="Phòng cháy trong mùa khô",
    held_on=TODAY,
    audience="residents",
    attendance=120,
    area="xã Đồng Xuân",
    materials={"leaflet": 150},
)


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Pages take it for noon until the test says otherwise."""
    clock = Clock()
    with mock.patch.object(timezone, "now", clock):
        yield clock


def hold(circle: Circle, unit: Unit, draft: SessionDraft = TALK, now: datetime = NOON) -> Session:
    """Record a session as a unit."""
    by = unit.member(now)
    with acting(by):
        return actions.record_session(circle_id=circle.id, draft=draft, by=by, now=now)


@pytest.fixture
def session(circle: Circle, commune: Unit) -> Session:
    return hold(circle, commune)
