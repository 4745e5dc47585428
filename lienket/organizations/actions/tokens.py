"""API tokens: a program acts for one person under one appointment."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import READ, Member
from lienket.kernel.errors import NotAllowed, NotFound, Refusal
from lienket.kernel.rls import acting
from lienket.organizations import queries
from lienket.organizations.events import TokenCreated, TokenRevoked
from lienket.organizations.models import Account, ApiToken, Appointment
from lienket.organizations.words import line

LONGEST = timedelta(days=366)


class ScopeNotHeld(Refusal):
    """A token cannot do more than the appointment it acts for."""

    field = "scopes"


class TokenLife(Refusal):
    """A token is valid for at least a minute and at most 366 days."""

    field = "days"


class SeveralOrganizations(Refusal):
    """This person acts for several organizations. Say which one."""


@transaction.atomic
def create_token(
    *, label: str, scopes: Sequence[str], expires_at: datetime, by: Member, now: datetime
) -> str:
    """Make a token that acts as `by` does, within `scopes`; it is shown this once and never again.

    Raises ScopeNotHeld, TokenLife, and NotAllowed for a program that would extend its own life.
    """
    if by.scopes is not None:
        raise NotAllowed
    if not set(scopes) <= {READ, *by.rights}:
        raise ScopeNotHeld
    if not timedelta(minutes=1) <= expires_at - now <= LONGEST:
        raise TokenLife
    token = f"lk_{secrets.token_urlsafe(32)}"
    kept = ApiToken.objects.create(
        organization_id=by.organization_id,
        appointment_id=by.appointment_id,
        label=line("label", label, 80),
        token_hash=queries.token_hash(token),
        scopes=[right for right in (READ, *Appointment.Right.values) if right in scopes],
        created_at=now,
        expires_at=expires_at,
    )
    journal.record(TokenCreated(kept.id), by=by, at=now, organization_id=by.organization_id)
    return token


def create_token_for(
    *,
    username: str,
    label: str,
    scopes: Sequence[str],
    expires_at: datetime,
    now: datetime,
    organization_id: int | None = None,
) -> str:
    """The same from the command line, for whoever signs in by this user name.

    Raises NotFound without such an account or office, and SeveralOrganizations when it acts for
    more than one and none is named.
    """
    account = Account.objects.filter(username__iexact=username, is_active=True).first()
    if account is None:
        raise NotFound
    with transaction.atomic():
        members = [
            member
            for seat in queries.seats(account_id=account.id, now=now)
            if (
                member := queries.enter(
                    account_id=account.id, appointment_id=seat.appointment_id, now=now
                )
            )
            and organization_id in (None, member.organization_id)
        ]
    if not members:
        raise NotFound
    if len({member.organization_id for member in members}) > 1:
        raise SeveralOrganizations
    by = members[0]
    with acting(by):
        return create_token(label=label, scopes=scopes, expires_at=expires_at, by=by, now=now)


@transaction.atomic
def revoke_token(*, token_id: int, by: Member, now: datetime) -> None:
    """End a token at once: one's own, or any of the organization for whoever manages it.

    Revoking twice keeps the first time.
    """
    token = ApiToken.objects.select_for_update().get(
        id=token_id, organization_id=by.organization_id
    )
    if token.appointment_id != by.appointment_id or by.scopes is not None:
        by.require(Appointment.Right.MANAGE_ORGANIZATION)
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        journal.end_streams(f"token:{bytes(token.token_hash).hex()}")
        journal.record(TokenRevoked(token.id), by=by, at=now, organization_id=by.organization_id)
