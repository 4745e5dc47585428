"""How an organization of a circle is reached: the same for its partners and for itself."""

from datetime import timedelta

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import actions, queries
from lienket.organizations.models import DutyShift
from tests.cast import NOON, Unit

HOUR = timedelta(hours=1)


def test_an_organization_sees_itself_reached_as_its_partners_do(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    ours, partner = plant.member(), fire_service.member()
    with acting(ours):
        staff = actions.appoint(
            organization=plant.organization,
            name="Lê Hoa",
            office=actions.Office("Trực ban"),
            by=ours,
            now=NOON,
        )
        actions.add_path(
            holder=staff.person,
            kind="email",
            address="hoa@example.vn",
            by=ours,
            now=NOON,
            verified=True,
        )
        actions.add_shift(
            person_id=staff.person_id, starts_at=NOON, ends_at=NOON + 8 * HOUR, by=ours, now=NOON
        )

    for at in (NOON + HOUR, NOON + 9 * HOUR):
        with acting(ours):
            own_sight = queries.reached_now(ours, at)
        with acting(partner):
            assert circles.reach(circle.id, [plant.id], at) == own_sight

    with acting(ours):
        first = queries.reached_now(ours, NOON + HOUR)[0]
    assert (first.holder, first.level, first.on_duty) == ("Lê Hoa", 0, True)
    with acting(partner):
        assert not DutyShift.objects.exists()
        # Without a circle nobody learns of anybody else.
        assert not queries.reached_now(Member(0, 0, plant.id, "", ""), NOON)
