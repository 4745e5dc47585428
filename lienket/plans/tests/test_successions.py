"""A unit with open tasks becomes part of another one."""

from datetime import timedelta

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.organizations import successions
from lienket.plans.models import Task
from lienket.plans.successions import key_of
from lienket.plans.tests.test_tasks import give
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_carries_open_tasks_out(
    circle: Circle, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    give(circle, plant.member(), fire_service)
    with acting(fire_service.member()):
        lines = {line.key: line for line in successions.touched(fire_service.id, NOON)}
    assert lines[key_of(circle.id)].url == f"/circles/{circle.id}/plans/"
    with acting(outsider.member()):
        hidden = {line.key for line in successions.touched(fire_service.id, NOON)}
    assert key_of(circle.id) not in hidden

    heir = make_unit("Heir", "commune_police")
    merge(fire_service, heir, now=LATER)
    with acting(heir.member(LATER)):
        task = Task.objects.select_related("ask").get()
        assert task.organization_id == heir.id
        assert task.ask
        assert task.ask.organization_id == heir.id
