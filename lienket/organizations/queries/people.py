"""Who somebody is, and how the people and posts of an organization are reached.

The look-ups `app_…` stand in the first migration of circles: what an organization sees and who
may know of it hangs on its circles.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Func, Prefetch, Q, QuerySet

from lienket.kernel.actors import Member
from lienket.organizations.models import (
    ApiToken,
    Appointment,
    ContactPath,
    DutyShift,
    Person,
    Post,
)


def by_name(field: str = "name") -> Func:
    """Vietnamese order of a name, for `order_by`."""
    return Func(F(field), function="vn_sort")


class Path(NamedTuple):
    """One contact path of an organization, as its partners may know it."""

    organization_id: int
    path_id: int
    kind: str
    position: int
    person_id: int | None
    post_id: int | None
    holder: str
    office: str
    # 0 on duty (or standing in), 1 focal points, 2 heads, None: not reached.
    level: int | None
    on_duty: bool
    verified: bool
    quiet_from: time | None
    quiet_to: time | None
    # A published phone number, or empty.
    number: str


class Seat(NamedTuple):
    """An appointment under which an account may act."""

    appointment_id: int
    title: str
    organization_name: str


# ---- Who somebody is -------------------------------------------------------------------------


def enter(*, account_id: int, appointment_id: int | None, now: datetime) -> Member | None:
    """Who the account is under that appointment, or under its first; None if under none.

    Sets what the rest of the transaction sees, in the same statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_enter(%s, %s, %s)", [account_id, appointment_id, now])
        row = cursor.fetchone()
    return _member(row) if row else None


def enter_by_token(*, token: str, now: datetime) -> Member | None:
    """Who the bearer of an API token is, within the token's scopes; None if it is not valid."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_enter_by_token(%s, %s)", [token_hash(token), now])
        row = cursor.fetchone()
    return _member(row[:8], scopes=row[8]) if row else None


def token_hash(token: str) -> bytes:
    """What is kept of a random token. It is long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def _member(row: Sequence[object], scopes: list[str] | None = None) -> Member:
    appointment, person, organization, name, organization_name, rights, circles, until = row
    return Member(
        appointment_id=appointment,  # type: ignore[arg-type]  # a row is untyped
        person_id=person,  # type: ignore[arg-type]
        organization_id=organization,  # type: ignore[arg-type]
        person_name=name,  # type: ignore[arg-type]
        organization_name=organization_name,  # type: ignore[arg-type]
        rights=frozenset(rights),  # type: ignore[call-overload]
        circles=tuple(circles),  # type: ignore[arg-type]
        sees_until=until,  # type: ignore[arg-type]
        scopes=frozenset(scopes) if scopes is not None else None,
    )


def seats(*, account_id: int, now: datetime) -> list[Seat]:
    """All appointments under which the account may act now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_appointments(%s, %s)", [account_id, now])
        return [Seat(*row) for row in cursor.fetchall()]


# ---- Inside the own organization -------------------------------------------------------------


def appointments_for(by: Member, now: datetime) -> QuerySet[Appointment]:
    """Appointments of the organization `by` acts for that have not ended, by name."""
    return (
        Appointment.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=now), organization_id=by.organization_id
        )
        .select_related("person", "person__invitation", "post")
        .prefetch_related(Prefetch("person__contact_paths", live_paths(), to_attr="paths"))
        .order_by(by_name("person__name"), "id")
    )


def people_for(by: Member, now: datetime) -> QuerySet[Person]:
    """People of the organization `by` acts for who hold an office."""
    return Person.objects.filter(
        id__in=appointments_for(by, now).order_by().values("person_id")
    ).order_by(by_name())


def posts_for(by: Member) -> QuerySet[Post]:
    """The desks of the organization `by` acts for, with their live paths as `paths`."""
    return (
        Post.objects.filter(organization_id=by.organization_id)
        .prefetch_related(Prefetch("contact_paths", live_paths(), to_attr="paths"))
        .order_by(by_name())
    )


def live_paths() -> QuerySet[ContactPath]:
    """Contact paths that were not removed, first to be tried first, with address and state."""
    return (
        ContactPath.objects.filter(removed_at=None)
        .select_related("address", "verification")
        .order_by("position", "id")
    )


def paths_for(by: Member) -> QuerySet[ContactPath]:
    """Live contact paths of the organization `by` acts for."""
    return live_paths().filter(organization_id=by.organization_id)


def beside(path: ContactPath, by: Member) -> QuerySet[ContactPath]:
    """All live paths of the same holder, `path` included, first to be tried first."""
    return paths_for(by).filter(person=path.person, post=path.post)


def shifts_for(by: Member, start: datetime, end: datetime) -> QuerySet[DutyShift]:
    """Shifts of the organization `by` acts for that touch the time from `start` to `end`."""
    return (
        DutyShift.objects.filter(
            organization_id=by.organization_id, starts_at__lt=end, ends_at__gt=start
        )
        .select_related("person")
        .order_by("starts_at", by_name("person__name"))
    )


def reached_now(by: Member, now: datetime) -> list[Path]:
    """How partners reach the organization `by` acts for at `now`, first to be used first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_reach(NULL, %s, %s)", [[by.organization_id], now])
        return [Path(*row) for row in cursor.fetchall()]


def tokens_for(by: Member, now: datetime) -> QuerySet[ApiToken]:
    """Keys that still work: one's own, or all of the organization for whoever manages it."""
    tokens = ApiToken.objects.filter(
        organization_id=by.organization_id, revoked_at=None, expires_at__gt=now
    )
    if not by.may(Appointment.Right.MANAGE_ORGANIZATION):
        tokens = tokens.filter(appointment_id=by.appointment_id)
    return tokens.select_related("appointment__person").order_by("expires_at", "id")
