"""What a succession does to duties: they go where the part in their regulation goes.

What an office owes goes where the office in its council goes.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.councils.successions import key_of as council_key
from lienket.kernel.actors import Engine
from lienket.obligations.actions.duties import counterparts_of, start_all
from lienket.obligations.models import Duty, Occurrence
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.regulations.successions import key_of


@successions.touches
def duties(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each regulation; they go along with the part in it, or with the office."""
    found = _of(organization_id).values("obligation__regulation", "obligation__regulation__title")
    for row in found.annotate(count=Count("id")).order_by("obligation__regulation"):
        said = ngettext("{count} obligation", "{count} obligations", row["count"])
        yield Touched(
            key="",
            what=said.format(count=row["count"]),
            where=row["obligation__regulation__title"],
            url=reverse("regulations:regulation", args=[row["obligation__regulation"]]),
        )


@successions.carries
def carry_duties(handover: Handover, now: datetime) -> None:
    """The successor owes, helps and is owed to from now on.

    Nobody owes to itself, and nobody owes one thing twice: such duties end. Those of a unit that
    is dissolved end when it leaves its circles.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    held = _of(old).select_for_update(of=("self",))
    for duty in held.select_related(
        "obligation__council_office", "obligation__regulation"
    ).order_by("id"):
        if not handover.takes(_key(duty, old)):
            continue
        if _works_in(duty.circle_id, new, now):
            _carry(duty, old, new, now)
        elif duty.organization_id == old and _works_in(duty.obligation.circle_id, new, now):
            _start_anew(duty, new, handover.by, now)
    # What is open is answered by whoever is asked for it now.
    Occurrence.objects.filter(organization_id=old, ask__organization_id=new).update(
        organization_id=new
    )


def _of(organization_id: int) -> QuerySet[Duty]:
    """What the unit owes, helps with, or is owed."""
    concerned = Q(organization_id=organization_id) | Q(asker_id=organization_id)
    return Duty.objects.filter(concerned | Q(jointly__contains=[organization_id]), ended_at=None)


def _key(duty: Duty, organization_id: int) -> str:
    """With which part of its affairs the organization's place in the duty goes over."""
    office = duty.obligation.council_office
    if office and duty.organization_id == organization_id:
        return council_key(office.council_id)
    return key_of(duty.obligation.regulation_id)


def _carry(duty: Duty, old: int, new: int, now: datetime) -> None:
    if duty.organization_id == old and _owes_already(duty, new):
        _end(duty, now)
        return
    if duty.organization_id == old:
        duty.organization_id = new
    duty.jointly = sorted({new if one == old else one for one in duty.jointly})
    if duty.asker_id == old:
        duty.asker_id = new
    if duty.asker_id == duty.organization_id:
        other = _another_counterpart(duty, {old, new})
        if other is None:
            _end(duty, now)
            return
        duty.asker_id = other
    duty.save(update_fields=["organization", "jointly", "asker"])


def _start_anew(duty: Duty, new: int, by: Engine, now: datetime) -> None:
    """Whoever has no place in the circle of the duty owes it in that of those it concerns now.

    What is open stays where it can be answered; no period is owed twice.
    """
    opened_until, opens_at = duty.opened_until, duty.opens_at
    owes_already = _owes_already(duty, new)
    _end(duty, now)
    if owes_already:
        return
    obligation = duty.obligation
    for started in start_all([obligation], obligation.regulation, by=by, now=now, only=new):
        started.opened_until, started.opens_at = opened_until, opens_at
        started.changed_from = duty.changed_from
        started.save(update_fields=["opened_until", "opens_at", "changed_from"])


def _works_in(circle_id: int, organization_id: int, now: datetime) -> bool:
    return circles.members_of(circle_id, now).filter(organization_id=organization_id).exists()


def _owes_already(duty: Duty, organization_id: int) -> bool:
    """In whichever circle: the same duty may live in the subset of other counterparts."""
    same = Duty.objects.filter(obligation_id=duty.obligation_id, organization_id=organization_id)
    if same.filter(ended_at=None).exists():
        return True
    # One that has ended here goes on: a circle knows each duty of an organization once.
    ended = same.filter(circle_id=duty.circle_id).first()
    if ended:
        ended.opened_until, ended.opens_at = duty.opened_until, duty.opens_at
        ended.changed_from = duty.changed_from
        ended.jointly, ended.asker_id = duty.jointly, duty.asker_id
        ended.last_day, ended.ended_at = duty.last_day, None
        ended.save()
    return ended is not None


def _another_counterpart(duty: Duty, gone: set[int]) -> int | None:
    return next((one for one in counterparts_of(duty) if one not in gone), None)


def _end(duty: Duty, now: datetime) -> None:
    duty.ended_at, duty.opens_at = now, None
    duty.save(update_fields=["ended_at", "opens_at"])
