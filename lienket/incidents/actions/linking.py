"""What belongs to an incident: bulletins and tasks."""

import re
from datetime import datetime

from lienket.circles.actions import require_full_member
from lienket.exchange import queries as exchange
from lienket.exchange.models import Bulletin
from lienket.incidents import rules
from lienket.incidents.actions.common import (
    REPORT,
    OnlyCounts,
    add_entry,
    locked,
)
from lienket.incidents.models import Entry, Incident, Related
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.text import clean_line
from lienket.plans import actions as plans
from lienket.plans import queries as tasks
from lienket.plans.models import Task

NUMBER_LIMIT = 30
_MENTIONED = re.compile(rf"\b(?:{rules.PREFIX}|{rules.EXERCISE_PREFIX})-\d{{4}}-\d{{3,}}\b")


class NoSuchNumber(Refusal):
    """No bulletin and no task of this circle has this number."""

    field = "number"


def link(*, incident_id: int, number: str, by: Member, now: datetime) -> Related:
    """Say that a bulletin or task of the circle belongs to an incident; twice is harmless.

    Raises Incident.DoesNotExist, IncidentIsClosed, OnlyFullMembers and NoSuchNumber.
    """
    by.require(REPORT)
    incident = locked(incident_id, by)
    require_full_member(incident.circle_id, by, now)
    number = clean_line(number, NUMBER_LIMIT).upper()
    circle = incident.circle_id
    bulletin = exchange.bulletins_for(by).filter(circle_id=circle, number=number).first()
    task = tasks.tasks_for(by).filter(circle_id=circle, reference=number).first()
    if not number or not (bulletin or task):
        raise NoSuchNumber
    return _relate(incident, by=by, now=now, bulletin=bulletin, task=None if bulletin else task)


def give_task(
    *,
    incident_id: int,
    title: str,
    organization_id: int,
    due_at: datetime,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Task:
    """Give a member a task that belongs to an incident.

    Raises as `link` and `plans.give_task`, and OnlyCounts.
    """
    incident = locked(incident_id, by)
    if incident.counts_only:
        raise OnlyCounts
    task = plans.give_task(
        circle_id=incident.circle_id,
        title=title,
        organization_id=organization_id,
        due_at=due_at,
        source=f"{incident.reference} {incident.summary}"[:200],
        by=by,
        now=now,
        not_secret=not_secret,
    )
    _relate(incident, by=by, now=now, task=task)
    return task


def link_mentioned(*, bulletin: Bulletin, by: Actor, now: datetime) -> list[Related]:
    """Link a bulletin to the open incidents of its circle whose numbers stand in its words."""
    numbers = set(_MENTIONED.findall(f"{bulletin.title}\n{bulletin.body}"))
    named = Incident.objects.filter(
        circle_id=bulletin.circle_id, reference__in=numbers, closed_at=None
    )
    return [
        _relate(incident, by=by, now=now, bulletin=bulletin)
        for incident in named.select_for_update().order_by("id")
    ]


def _relate(
    incident: Incident,
    *,
    by: Actor,
    now: datetime,
    bulletin: Bulletin | None = None,
    task: Task | None = None,
) -> Related:
    related, new = Related.objects.get_or_create(
        circle_id=incident.circle_id,
        incident=incident,
        bulletin=bulletin,
        task=task,
        defaults={"by": by.id, "at": now},
    )
    if new:
        # As an event of whoever did it; the engine links in the name of the issuer.
        doer = bulletin.organization_id if bulletin and not by.organizations else None
        about = bulletin.number if bulletin else task.reference if task else ""
        add_entry(incident, Entry.Kind.LINKED, after=about, by=by, now=now, in_name_of=doer)
    return related
