"""Who takes part: made through actions in a process of its own, told to the test as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from lienket.escalation import actions as escalation
from lienket.escalation.rules import Step, To
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations.models import Person
from tests.cast import ENGINE, NOON, Unit, make_circle, make_unit

ORDINARY = 10
PLAN = [Step(1, To.DUTY), Step(2, To.HEAD), Step(3, To.SUPERIOR)]


def main() -> None:
    """Make the scene, with a webhook to the address that is the first argument, if there is one."""
    chair = make_unit("Plant")
    superior = make_unit("Province")
    units = [superior]
    units += [make_unit(f"Unit {n}", superior=superior if n < 2 else None) for n in range(ORDINARY)]
    # Their addresses no longer exist; one of them has another address.
    moved, gone = make_unit("Moved"), make_unit("Gone")
    _add_path(moved, "email", "moved.elsewhere@example.vn")
    units += [moved, gone]
    for address in sys.argv[1:]:
        _add_path(units[1], "webhook", address)
    circle = make_circle(chair, *units)
    by = chair.member()
    with acting(by):
        for urgency in ("urgent", "very_urgent"):
            escalation.set_plan(circle_id=circle.id, urgency=urgency, steps=PLAN, by=by, now=NOON)
    told = {
        "circle": circle.id,
        "units": {unit.organization.name: _told(unit) for unit in (chair, *units)},
        "refusing": [moved.email, gone.email],
    }
    print(json.dumps(told))  # noqa: T201  the test reads it


def _add_path(unit: Unit, kind: str, address: str) -> None:
    with acting(Engine(organizations=(unit.id,))):
        organizations.add_path(
            holder=Person.objects.get(organization_id=unit.id),
            kind=kind,
            address=address,
            position=2,
            by=ENGINE,
            now=NOON,
            verified=True,
        )


def _told(unit: Unit) -> dict[str, object]:
    by = unit.member()
    with acting(by):
        token = organizations.create_token(
            label="storm",
            scopes=["record.read", *sorted(by.rights)],
            expires_at=NOON + timedelta(days=300),
            by=by,
            now=NOON,
        )
    return {"id": unit.id, "email": unit.email, "token": token}


if __name__ == "__main__":
    main()
