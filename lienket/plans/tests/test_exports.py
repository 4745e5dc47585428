"""A leaver takes along the tasks it gave and carried out, and nothing of others."""

from datetime import timedelta
from typing import Any

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.plans import actions, exports
from tests.cast import NOON, Unit


def test_the_record_holds_ones_own_tasks(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit, commune: Unit
) -> None:
    for unit, title in ((fire_service, "Trực xe"), (commune, "Chốt đường")):
        with acting(dispatcher):
            task = actions.give_task(
                circle_id=circle.id,
                title=title,
                organization_id=unit.id,
                due_at=NOON + timedelta(days=9),
                by=dispatcher,
                now=NOON,
            )
        by = unit.member()
        with acting(by):
            actions.report(task_id=task.id, text=f"{title} xong", done=True, by=by, now=NOON)

    with acting(chief):
        record: dict[str, Any] = dict(exports.planned([circle.id], chief))

    assert [row["title"] for row in record["tasks.json"]] == ["Trực xe"]
    assert [row["text"] for row in record["task_entries.json"]] == ["Trực xe xong"]
