"""Plays the councils and teams of a scene through the product itself."""

from dataclasses import replace
from datetime import datetime, timedelta

from lienket.config.demo.agreement import Body, Crew
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


def crew(stage: Stage, one: Crew, *, now: datetime) -> None:
    """Form a team and tell the circle of its unit about it."""
    unit = stage.units[one.unit]
    circle = stage.lower.get(one.unit, stage.circle)
    by = replace(unit.focal, circles=(circle.id,))
    at = now - timedelta(days=one.days_ago)
    stage.see(circle.id)
    team = councils.form_team(name=one.name, by=by, now=at)
    councils.set_members(
        team_id=team.id,
        person_ids=[person.id for person in unit.people],
        leader_id=unit.people[1].id,
        by=by,
        now=at,
    )
    councils.publish_team(team_id=team.id, circle_id=circle.id, leader=one.leader, by=by, now=at)
    stage.see()
