"""Plays the councils of a scene through the product itself."""

from datetime import datetime, timedelta

from lienket.config.demo.agreement import Body
from lienket.config.demo.days import day_of, years_later
from lienket.config.demo.founding import Stage
from lienket.councils import actions as councils
from lienket.councils.models import Council
from lienket.regulations.models import Regulation


def seat(stage: Stage, body: Body, *, now: datetime) -> Council:
    """Set a council up; each member names who sits in it."""
    keeper = stage.units[body.by].head
    stage.see()
    began = now - timedelta(days=body.days_ago)
    rules = Regulation.objects.filter(
        circle=stage.circle, form=Regulation.Form.INTERNAL, signed_at__isnull=False
    ).first()
    council = councils.set_up(
        circle_id=stage.circle.id,
        kind=body.kind,
        name=body.name,
        short_name=body.short_name,
        decision=body.decision,
        rules_id=rules.id if rules else None,
        by=keeper,
        now=began,
    )
    for role, key in body.offices:
        unit = stage.units[key]
        (office,) = councils.add_offices(
            council_id=council.id, role=role, organization_ids=[unit.id], by=keeper, now=began
        )
        if key not in body.empty:
            councils.fill(
                office_id=office.id,
                appointment_id=unit.head.appointment_id,
                valid_from=day_of(began),
                valid_to=years_later(day_of(began), 2),
                by=unit.head,
                now=began,
            )
    return council
