"""Carrying confirmed successions out, when their day has come."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.organizations import queries, successions
from lienket.organizations.actions.contacts import erase_path
from lienket.organizations.actions.people import admit
from lienket.organizations.events import (
    AppointmentEnded,
    OrganizationRenamed,
    OrganizationSucceeded,
    PathAdded,
    PersonAppointed,
)
from lienket.organizations.models import (
    Appointment,
    ContactAddress,
    ContactPath,
    FormerName,
    Organization,
    Person,
    Succession,
)

logger = logging.getLogger(__name__)
_MANAGING = {Appointment.Right.MANAGE_ORGANIZATION, Appointment.Right.MANAGE_CIRCLE}


def apply_due(*, now: datetime, predecessor_id: int | None = None) -> int:
    """Carry out every confirmed succession whose day has come, each in one transaction; how many.

    One that fails is logged and does not stop the others; with `predecessor_id` only those of one
    unit are carried out, and a failure is raised.
    """
    applied, today = 0, timezone.localdate(now)
    for found in queries.due_successions(today, predecessor_id=predecessor_id):
        try:
            with transaction.atomic():
                # The one before may have admitted or ended the successor of this one.
                for due in queries.due_successions(today, succession_id=found.id):
                    applied += _apply(due, now)
        except Exception:
            if predecessor_id is not None:
                raise
            logger.exception("succession %s could not be carried out", found.id)
    return applied


def lock_unit(organization_id: int) -> None:
    """One succession of a unit at a time: its heirs may confirm at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('succession', %s))", [organization_id]
        )


def _apply(due: queries.Due, now: datetime) -> bool:
    units = [due.predecessor_id, *([due.successor_id] if due.successor_id else [])]
    by = Engine(
        organizations=(*units, *due.subordinates),
        # Those of a successor that does not exist yet are the predecessor's.
        circles=queries.sight(units, now),
    )
    with acting(by):
        lock_unit(due.predecessor_id)
        succession = (
            Succession.objects.select_for_update(of=("self",))
            .select_related("predecessor", "successor")
            .get(id=due.id)
        )
        if not (succession.is_open and succession.is_confirmed):
            return False
        if succession.kind == Succession.Kind.RENAME:
            _rename(succession, by=by, now=now)
        else:
            if succession.has_successor:
                succession.successor = _successor(succession, due, by=by, now=now)
            _hand_over(succession, by=by, now=now)
        succession.applied_at = now
        succession.save()
        news = OrganizationSucceeded(
            succession.id, succession.predecessor_id, succession.successor_id
        )
        for organization_id in filter(None, (succession.predecessor_id, succession.successor_id)):
            journal.record(news, by=by, at=now, organization_id=organization_id)
    return True


def _rename(succession: Succession, *, by: Engine, now: datetime) -> None:
    organization = succession.predecessor
    earlier = FormerName.objects.filter(organization=organization).order_by("-until").first()
    former = FormerName.objects.create(
        organization=organization,
        name=organization.name,
        short_name=organization.short_name,
        since=earlier.until if earlier else None,
        until=succession.effective_on,
    )
    organization.name = succession.new_name
    organization.short_name = succession.new_name[:40]
    organization.save(update_fields=["name", "short_name"])
    news = OrganizationRenamed(organization.id, former.id)
    journal.record(news, by=by, at=now, organization_id=organization.id)


def _hand_over(succession: Succession, *, by: Engine, now: datetime) -> None:
    # First of all, so that what is carried over reaches them.
    if succession.moves_people and succession.successor and succession.is_full:
        _move_people(succession.predecessor_id, succession.successor, by=by, now=now)
    successions.carry(
        successions.Handover(
            succession_id=succession.id,
            predecessor_id=succession.predecessor_id,
            successor_id=succession.successor_id,
            whole=succession.ends_predecessor,
            split=succession.kind == Succession.Kind.SPLIT,
            selected=frozenset(succession.selected),
            by=by,
        ),
        now,
    )
    if not succession.ends_predecessor:
        return
    _end_offices(succession.predecessor_id, by=by, now=now)
    _pass_on_subordinates(succession)


def _pass_on_subordinates(succession: Succession) -> None:
    """Whoever stood below the predecessor stands below its successor, or its own superior."""
    above, heir = succession.predecessor.superior_id, succession.successor
    below = Organization.objects.filter(superior_id=succession.predecessor_id)
    if heir:
        below.filter(id=heir.id).update(superior_id=above)
    below.update(superior_id=heir.id if heir else above)


def _successor(
    succession: Succession, due: queries.Due, *, by: Engine, now: datetime
) -> Organization:
    """The unit that takes over; one that does not exist yet is admitted now."""
    if due.successor_id:
        return Organization.objects.get(id=due.successor_id)
    return admit(
        name=succession.new_name,
        short_name=succession.new_name[:40],
        kind=succession.predecessor.kind,
        superior=succession.predecessor.superior,
        by=by,
        now=now,
    )


def _in_force(organization_id: int, now: datetime) -> list[Appointment]:
    return list(
        Appointment.objects.select_for_update(of=("self",))
        .filter(organization_id=organization_id)
        .exclude(valid_to__lte=now)
        .select_related("person")
        .order_by("id")
    )


def _move_people(
    predecessor_id: int, successor: Organization, *, by: Engine, now: datetime
) -> None:
    """The same offices for the same people, with their accounts and contact paths.

    A unit that is managed already decides itself who else may manage it.
    """
    withheld = _MANAGING if queries.managed([successor.id], now) else set()
    there = set(
        Person.objects.filter(organization=successor, account__isnull=False).values_list(
            "account_id", flat=True
        )
    )
    moved: dict[int, Person] = {}
    for old in _in_force(predecessor_id, now):
        if old.person.account_id in there:
            continue
        person = moved.get(old.person_id)
        if person is None:
            person = moved[old.person_id] = Person.objects.create(
                organization=successor,
                name=old.person.name,
                rank=old.person.rank,
                account_id=old.person.account_id,
            )
            _move_paths(old.person, person, by=by, now=now)
        new = Appointment.objects.create(
            organization=successor,
            person=person,
            title=old.title,
            role=old.role,
            rights=[right for right in old.rights if right not in withheld],
            valid_from=now,
            valid_to=old.valid_to,
        )
        journal.record(PersonAppointed(new.id), by=by, at=now, organization_id=successor.id)


def _move_paths(old: Person, new: Person, *, by: Engine, now: datetime) -> None:
    for path in queries.live_paths().filter(person=old):
        address = getattr(path, "address", None)
        if address is None:
            continue
        copy = ContactPath.objects.create(
            organization_id=new.organization_id,
            person=new,
            kind=path.kind,
            position=path.position,
            added_at=now,
            verified_at=path.verified_at,
            quiet_from=path.quiet_from,
            quiet_to=path.quiet_to,
            published_number=path.published_number,
        )
        ContactAddress.objects.create(
            organization_id=new.organization_id, path=copy, address=address.address
        )
        journal.record(PathAdded(copy.id), by=by, at=now, organization_id=new.organization_id)
        erase_path(path, by=by, now=now)


def _end_offices(organization_id: int, *, by: Engine, now: datetime) -> None:
    for appointment in _in_force(organization_id, now):
        # An office that has not begun ends as it begins.
        appointment.valid_to = max(now, appointment.valid_from + timedelta(microseconds=1))
        appointment.save(update_fields=["valid_to"])
        journal.end_streams(f"appointment:{appointment.id}")
        journal.record(
            AppointmentEnded(appointment.id), by=by, at=now, organization_id=organization_id
        )
