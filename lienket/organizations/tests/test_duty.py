"""The duty rota."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from lienket.organizations import actions, rota
from lienket.organizations.actions.duty import (
    AlreadyOnDuty,
    ShiftEndsFirst,
    ShiftOver,
    ShiftTooLong,
)
from lienket.organizations.models import DutyShift, Person
from tests.cast import NOON, Unit

HOUR = timedelta(hours=1)


@pytest.fixture
def manager(plant: Unit) -> Member:
    return plant.member()


def add(by: Member, start: datetime, end: datetime) -> DutyShift:
    with acting(by):
        return actions.add_shift(
            person_id=by.person_id, starts_at=start, ends_at=end, by=by, now=NOON
        )


@pytest.mark.parametrize(
    ("begins", "lasts", "refusal"),
    [(0, 0, ShiftEndsFirst), (2, -1, ShiftEndsFirst), (0, 169, ShiftTooLong), (-9, 9, ShiftOver)],
)
def test_impossible_shifts_are_refused(
    manager: Member, begins: int, lasts: int, refusal: type[Exception]
) -> None:
    start = NOON + begins * HOUR
    with pytest.raises(refusal):
        add(manager, start, start + lasts * HOUR)


spans = st.tuples(st.integers(0, 40), st.integers(1, 12))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(spans=st.lists(spans, max_size=6))
def test_nobody_is_on_duty_twice_at_once(manager: Member, spans: list[tuple[int, int]]) -> None:
    with acting(manager):
        DutyShift.objects.all().delete()
    stored: list[tuple[int, int]] = []
    for begins, lasts in spans:
        overlaps = any(b < begins + lasts and begins < e for b, e in stored)
        start = NOON + begins * HOUR
        try:
            add(manager, start, start + lasts * HOUR)
            assert not overlaps
            stored.append((begins, begins + lasts))
        except AlreadyOnDuty:
            assert overlaps


def test_only_who_manages_the_organization_sets_the_rota(manager: Member) -> None:
    guard = Member(manager.appointment_id, manager.person_id, manager.organization_id, "", "")

    with pytest.raises(NotAllowed):
        add(guard, NOON, NOON + HOUR)


def test_a_stranger_cannot_be_put_on_duty(manager: Member, outsider: Unit) -> None:
    stranger = outsider.member()

    with acting(manager), pytest.raises(Person.DoesNotExist):
        actions.add_shift(
            person_id=stranger.person_id,
            starts_at=NOON,
            ends_at=NOON + HOUR,
            by=manager,
            now=NOON,
        )


def test_a_week_shows_shifts_that_reach_into_it(manager: Member) -> None:
    start = rota.monday(NOON.date())
    shift = DutyShift(
        person=Person(id=1, name="Hoa"), starts_at=start - 6 * HOUR, ends_at=start + 6 * HOUR
    )

    week = rota.week(start, [shift], start + timedelta(days=3.5))

    (line,) = week.lines
    (bar,) = line.bars
    assert (bar.x, round(bar.width, 1)) == (0, 3.6)
    assert week.now_x == 50
