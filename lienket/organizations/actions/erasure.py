"""What is kept about a person: handing it out, and erasing it in time."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from lienket.journal import actions as journal
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from lienket.organizations import kinds
from lienket.organizations.actions.contacts import erase_path
from lienket.organizations.events import PersonErased
from lienket.organizations.models import (
    Account,
    ApiToken,
    Appointment,
    ContactPath,
    DutyShift,
    Person,
    PersonInvitation,
)
from lienket.organizations.privacy import DAYS_AFTER_OFFICE, registry

SHIFTS_KEPT = timedelta(days=90)


def export_person(*, by: Member, now: datetime) -> dict[str, Any]:
    """Everything that the organization `by` acts for keeps about that person, ready for JSON."""
    person = Person.objects.select_related("account", "organization").get(
        id=by.person_id, organization_id=by.organization_id
    )
    account = person.account
    return {
        "exported_at": now,
        "organization": person.organization.name,
        "person": {"name": person.name, "rank": person.rank},
        "account": account
        and {
            "username": account.username,
            "email": account.email,
            "phone": account.phone,
            "language": account.language,
            "date_joined": account.date_joined,
            "last_login": account.last_login,
        },
        "appointments": list(
            Appointment.objects.filter(person=person)
            .order_by("valid_from")
            .values("title", "role", "rights", "valid_from", "valid_to")
        ),
        "contact_paths": [
            {
                "kind": path.kind,
                "address": kinds.kinds()[path.kind].describe(path.address.address),
                "added_at": path.added_at,
                "verified_at": path.verified_at,
                "quiet_from": path.quiet_from,
                "quiet_to": path.quiet_to,
            }
            for path in ContactPath.objects.filter(person=person, removed_at=None)
            .select_related("address")
            .order_by("position")
        ],
        "duty_shifts": list(
            DutyShift.objects.filter(person=person)
            .order_by("starts_at")
            .values("starts_at", "ends_at")
        ),
        "api_tokens": list(
            ApiToken.objects.filter(appointment__person=person)
            .order_by("created_at")
            .values("label", "scopes", "created_at", "expires_at", "revoked_at")
        ),
        "kept": {
            field: {
                "purpose": str(keeping.purpose),
                "until": str(keeping.until),
                "days_after": keeping.days,
            }
            for field, keeping in registry.items()
        },
    }


def erase_departed(now: datetime) -> int:
    """Erase people 90 days after their last appointment, and what else has served; how many people.

    Their row stays without a name, so that what they wrote keeps its author's office. An account
    that serves nobody any more is deleted with its proofs and sessions. Old duty shifts and the
    addresses of expired invitations go too. Runs as the engine.
    """
    departed = _rows("SELECT * FROM app_departed(%s, %s)", now, DAYS_AFTER_OFFICE)
    for organization_id, person_id, _account_id in departed:
        by = Engine(organizations=(organization_id,))
        with acting(by):
            _erase(Person.objects.select_for_update().get(id=person_id), by=by, now=now)
    Account.objects.filter(id__in={account for *_ids, account in departed if account}).delete()
    shifts_end = now - SHIFTS_KEPT
    for (organization_id,) in _rows("SELECT * FROM app_outdated(%s, %s)", now, shifts_end):
        with acting(Engine(organizations=(organization_id,))):
            DutyShift.objects.filter(ends_at__lt=shifts_end).delete()
            PersonInvitation.objects.filter(expires_at__lte=now).update(email="")
    return len(departed)


def _rows(query: str, *values: datetime | int) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[int, ...]] = cursor.fetchall()
    return found


def _erase(person: Person, *, by: Engine, now: datetime) -> None:
    for path in ContactPath.objects.filter(person=person, removed_at=None):
        erase_path(path, by=by, now=now)
    DutyShift.objects.filter(person=person).delete()
    PersonInvitation.objects.filter(person=person).delete()
    ApiToken.objects.filter(appointment__person=person).delete()
    person.name, person.rank, person.account = "", "", None
    person.save(update_fields=["name", "rank", "account"])
    journal.record(PersonErased(person.id), by=by, at=now, organization_id=person.organization_id)
