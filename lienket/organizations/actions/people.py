"""Admitting organizations and appointing people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal
from lienket.organizations.events import (
    AppointmentChanged,
    AppointmentEnded,
    OrganizationAdmitted,
    PersonAppointed,
)
from lienket.organizations.models import Account, Appointment, Organization, Person, Post
from lienket.organizations.words import line

ALL_RIGHTS = tuple(Appointment.Right.values)


class LastManager(Refusal):
    """Nobody else could manage the organization then. Give that right to another person first."""


@dataclass(frozen=True)
class Office:
    """What an appointment consists of, apart from who holds it where."""

    title: str
    role: str = Appointment.Role.STAFF
    rights: tuple[str, ...] = ()
    post: Post | None = None


def admit(
    *,
    name: str,
    short_name: str,
    kind: str,
    by: Actor,
    now: datetime,
    superior: Organization | None = None,
) -> Organization:
    """Add an organization to the installation. Its own people are appointed afterwards.

    The rest of the transaction also sees the new organization.
    """
    with connection.cursor() as cursor:
        # The policies ask for the id before the row is there.
        cursor.execute(
            """
            WITH fresh AS (
                SELECT nextval(pg_get_serial_sequence('organizations_organization', 'id')) AS id
            )
            SELECT id, set_config(
                'app.organizations', (app_organizations() || id)::text, true) FROM fresh
            """
        )
        (organization_id, _) = cursor.fetchone()
    organization = Organization.objects.create(
        id=organization_id,
        name=line("name", name, 200),
        short_name=line("short_name", short_name, 40),
        kind=kind,
        superior=superior,
    )
    journal.record(
        OrganizationAdmitted(organization.id), by=by, at=now, organization_id=organization.id
    )
    return organization


def appoint(
    *,
    organization: Organization,
    name: str,
    office: Office,
    by: Actor,
    now: datetime,
    rank: str = "",
    account: Account | None = None,
    until: datetime | None = None,
) -> Appointment:
    """Give a person an office in the organization that `by` acts for, with its rights.

    Raises NotAllowed unless `by` may manage the organization.
    """
    by.require(Appointment.Right.MANAGE_ORGANIZATION)
    person = Person.objects.create(
        organization=organization,
        name=line("name", name, 80),
        rank=line("rank", rank, 40),
        account=account,
    )
    appointment = Appointment.objects.create(
        organization=organization,
        person=person,
        post=office.post,
        title=line("title", office.title, 100),
        role=office.role,
        rights=_known(office.rights),
        valid_from=now,
        valid_to=until,
    )
    journal.record(PersonAppointed(appointment.id), by=by, at=now, organization_id=organization.id)
    return appointment


@transaction.atomic
def change_appointment(
    *,
    appointment_id: int,
    name: str,
    office: Office,
    by: Member,
    now: datetime,
    rank: str = "",
) -> Appointment:
    """Correct a person's name and rank, and say anew what the office is and may do.

    Raises NotAllowed, and LastManager when nobody could manage the organization then.
    """
    by.require(Appointment.Right.MANAGE_ORGANIZATION)
    stays_manager = Appointment.Right.MANAGE_ORGANIZATION in office.rights
    appointment = _in_force(appointment_id, by, now, stays_manager=stays_manager)
    appointment.title = line("title", office.title, 100)
    appointment.role, appointment.post = office.role, office.post
    appointment.rights = _known(office.rights)
    appointment.save(update_fields=["title", "role", "post", "rights"])
    Person.objects.filter(id=appointment.person_id).update(
        name=line("name", name, 80), rank=line("rank", rank, 40)
    )
    journal.record(
        AppointmentChanged(appointment.id), by=by, at=now, organization_id=by.organization_id
    )
    return appointment


@transaction.atomic
def end_appointment(*, appointment_id: int, by: Member, now: datetime) -> Appointment:
    """End an office today: its holder signs in no more for it, and its links stop working.

    Raises LastManager when the organization would be left without anybody to manage it.
    """
    by.require(Appointment.Right.MANAGE_ORGANIZATION)
    appointment = _in_force(appointment_id, by, now, stays_manager=False)
    appointment.valid_to = now
    appointment.save(update_fields=["valid_to"])
    journal.end_streams(f"appointment:{appointment.id}")
    journal.record(
        AppointmentEnded(appointment.id), by=by, at=now, organization_id=by.organization_id
    )
    return appointment


def _in_force(
    appointment_id: int, by: Member, now: datetime, *, stays_manager: bool
) -> Appointment:
    """The appointment, locked, unless it is the last one that may manage the organization."""
    in_force = Appointment.objects.filter(organization_id=by.organization_id).exclude(
        valid_to__lte=now
    )
    # All of them, so that two managers cannot remove each other at the same time.
    managers = [
        a.id
        for a in in_force.select_for_update().order_by("id")
        if Appointment.Right.MANAGE_ORGANIZATION in a.rights
    ]
    appointment = in_force.get(id=appointment_id)
    if managers == [appointment.id] and not stays_manager:
        raise LastManager
    return appointment


def _known(rights: Iterable[str]) -> list[str]:
    return [right for right in ALL_RIGHTS if right in set(rights)]
