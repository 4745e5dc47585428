"""What a circle does about silence: its plans, set by the chair."""

from collections.abc import Sequence
from datetime import datetime

import orjson
from django.db import connection

from lienket.circles import queries as circles
from lienket.circles.actions import OnlyTheChair
from lienket.escalation import rules
from lienket.escalation.models import Plan
from lienket.escalation.rules import Step
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.organizations.models import Appointment


class UnsoundPlan(Refusal):
    """A plan has 1 to 12 steps, each later than the one before, within 30 days."""


def plan_for(circle_id: int, urgency: str, within: int) -> list[Step]:
    """The plan in force for an urgency: the circle's own, else the built-in one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT steps FROM escalation_plan WHERE circle_id = %s AND urgency = %s",
            [circle_id, urgency],
        )
        own = cursor.fetchone()
    if own is None:
        return rules.built_in_plan(within)
    return [Step.from_json(step) for step in orjson.loads(own[0])]


def set_plan(
    *, circle_id: int, urgency: str, steps: Sequence[Step], by: Member, now: datetime
) -> Plan:
    """As the chair, say what is done about silence; it holds for asks opened from now on.

    Raises OnlyTheChair for others, and UnsoundPlan.
    """
    _require_chair(circle_id, by)
    if not rules.is_sound(steps):
        raise UnsoundPlan
    plan, _ = Plan.objects.update_or_create(
        circle_id=circle_id,
        urgency=urgency,
        defaults={"steps": [step.to_json() for step in steps], "changed_at": now},
    )
    return plan


def reset_plan(*, circle_id: int, urgency: str, by: Member) -> None:
    """As the chair, go back to the built-in plan, for asks opened from now on."""
    _require_chair(circle_id, by)
    Plan.objects.filter(circle_id=circle_id, urgency=urgency).delete()


def _require_chair(circle_id: int, by: Member) -> None:
    by.require(Appointment.Right.MANAGE_CIRCLE)
    if circles.circles_for(by).get(id=circle_id, parent=None).chair_id != by.organization_id:
        raise OnlyTheChair
