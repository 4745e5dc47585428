"""A large circle for load trials: as many members as wanted, each with a token for the API.

Its rows are inserted set by set, without the events of each admission.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import connection

from lienket.circles import actions as circles
from lienket.circles.events import OrganizationJoined
from lienket.circles.models import Membership
from lienket.circles.queries import token_hash
from lienket.journal import actions as journal
from lienket.kernel import rls
from lienket.kernel.actors import READ, Member
from lienket.organizations.models import (
    Account,
    ApiToken,
    Appointment,
    ContactAddress,
    ContactPath,
    Organization,
    Person,
)

#: What the user names begin with.
PREFIX = "crowd-"
SCOPES = [READ, Appointment.Right.ISSUE_BULLETIN, Appointment.Right.ANSWER_RECEIPT]
TOKEN_LASTS = timedelta(days=90)
#: So many organizations at once: policies look through all that are in sight for every row.
BATCH = 250


class Made(NamedTuple):
    """An organization of the crowd, its one appointment, and a token that acts under it."""

    appointment: Appointment
    token: str

    @property
    def organization_id(self) -> int:
        return self.appointment.organization_id

    def shown(self) -> dict[str, Any]:
        return {"organization": self.organization_id, "token": self.token}


def load(members: int, *, now: datetime) -> dict[str, Any]:
    """Make a circle of a chair and so many members; their ids and tokens."""
    (chair,) = _admit([0], now)
    person = chair.appointment.person
    by = Member(
        appointment_id=chair.appointment.id,
        person_id=person.id,
        organization_id=chair.organization_id,
        person_name=person.name,
        organization_name="",
        rights=frozenset(Appointment.Right.values),
    )
    circle = circles.form(name=f"Vòng thử tải {members} thành viên", by=by, now=now)
    others: list[Made] = []
    for start in range(1, members + 1, BATCH):
        made = _admit(range(start, min(start + BATCH, members + 1)), now)
        rls.see_also(circle.id)
        Membership.objects.bulk_create(
            Membership(circle=circle, organization_id=one.organization_id, valid_from=now)
            for one in made
        )
        joined = [OrganizationJoined(one.organization_id) for one in made]
        journal.record_all(joined, by=by, at=now, circle_id=circle.id)
        others += made
    return {
        "circle": circle.id,
        "chair": chair.shown(),
        "members": [one.shown() for one in others],
    }


def _admit(numbers: Sequence[int], now: datetime) -> list[Made]:
    """Organizations with a person, an account, an e-mail path and a token each."""
    ids = _fresh_ids(len(numbers))
    rls.see([], ids)
    Organization.objects.bulk_create(
        Organization(
            id=organization_id,
            name=f"Đơn vị thử tải {number:05}",
            short_name=f"ĐV {number:05}",
            kind=Organization.Kind.ENTERPRISE,
        )
        for organization_id, number in zip(ids, numbers, strict=True)
    )
    # The accounts sign in by token only.
    nothing = make_password(None)
    accounts = Account.objects.bulk_create(
        Account(username=f"{PREFIX}{organization_id}", password=nothing) for organization_id in ids
    )
    people = Person.objects.bulk_create(
        Person(organization_id=organization_id, account=account, name=f"Người trực {number:05}")
        for organization_id, account, number in zip(ids, accounts, numbers, strict=True)
    )
    appointments = Appointment.objects.bulk_create(
        Appointment(
            organization_id=person.organization_id,
            person=person,
            title="Trực ban",
            role=Appointment.Role.FOCAL_POINT,
            rights=Appointment.Right.values,
            valid_from=now,
        )
        for person in people
    )
    paths = ContactPath.objects.bulk_create(
        ContactPath(
            organization_id=person.organization_id,
            person=person,
            kind=ContactPath.Kind.EMAIL,
            added_at=now,
            verified_at=now,
        )
        for person in people
    )
    ContactAddress.objects.bulk_create(
        ContactAddress(
            organization_id=path.organization_id,
            path=path,
            address=f"truc.ban@dv{path.organization_id}.thanhvan.example",
        )
        for path in paths
    )
    return _give_tokens(appointments, now)


def _give_tokens(appointments: Sequence[Appointment], now: datetime) -> list[Made]:
    made = [Made(one, f"lk_{secrets.token_urlsafe(32)}") for one in appointments]
    ApiToken.objects.bulk_create(
        ApiToken(
            organization_id=one.organization_id,
            appointment=one.appointment,
            label="Thử tải",
            token_hash=token_hash(one.token),
            scopes=SCOPES,
            created_at=now,
            expires_at=now + TOKEN_LASTS,
        )
        for one in made
    )
    return made


def _fresh_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT nextval(pg_get_serial_sequence('organizations_organization', 'id'))
            FROM generate_series(1, %s)
            """,
            [count],
        )
        return [organization_id for (organization_id,) in cursor.fetchall()]
