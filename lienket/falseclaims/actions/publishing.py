"""Warning the public, and taking it back."""

import secrets
from datetime import date, datetime, timedelta

from django.utils import timezone

from lienket.falseclaims import rules
from lienket.falseclaims.actions.common import (
    ANSWER,
    ISSUE,
    NotVerifiedYet,
    close_ask,
    locked,
    reason_of,
    require_concerned,
    tell_members,
)
from lienket.falseclaims.events import ClaimWithdrawn, WarningPublished
from lienket.falseclaims.models import PublicWarning, Withdrawal
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal


class PublishedBefore(Refusal):
    """The public is warned of this already. Change the correction instead."""

    status = 409


class EndsInThePast(Refusal):
    """The warning must be valid today at least. Choose a later day."""

    field = "valid_until"


class ValidTooLong(Refusal):
    """A warning is valid for a year at most. Choose an earlier day."""

    field = "valid_until"


def publish(*, claim_id: int, valid_until: date, by: Member, now: datetime) -> PublicWarning:
    """Copy the verified correction to where everybody reads it, and tell all members.

    Raises Claim.DoesNotExist, OnlyThoseConcerned, WithdrawnBefore, NotVerifiedYet, PublishedBefore,
    EndsInThePast and ValidTooLong.
    """
    by.require(ISSUE)
    claim = locked(claim_id, by)
    require_concerned(claim, by)
    if claim.verified_at is None:
        raise NotVerifiedYet
    if PublicWarning.objects.filter(claim=claim).exists():
        raise PublishedBefore
    require_valid(valid_until, now)
    said = claim.corrections.latest("at", "id")
    warning = PublicWarning.objects.create(
        circle_id=claim.circle_id,
        claim=claim,
        code="".join(secrets.choice(rules.CODE_LETTERS) for _ in range(rules.CODE_LENGTH)),
        kind=claim.kind,
        truth=said.truth,
        advice=said.advice,
        hotline=said.hotline,
        organization_id=by.organization_id,
        publisher=by.organization_name,
        published_at=now,
        valid_until=valid_until,
    )
    tell_members(claim, by, now=now)
    journal.record(
        WarningPublished(claim.id, by.organization_id), by=by, at=now, circle_id=claim.circle_id
    )
    return warning


def withdraw(
    *, claim_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Withdrawal:
    """Say no more about it: it was true, cannot be verified, or is over. The record stays.

    Raises Claim.DoesNotExist, OnlyThoseConcerned, WithdrawnBefore and NoReason.
    """
    by.require(ANSWER)
    claim = locked(claim_id, by)
    require_concerned(claim, by)
    warning = PublicWarning.objects.filter(claim=claim).first()
    if warning:
        by.require(ISSUE)
    withdrawal = Withdrawal.objects.create(
        circle_id=claim.circle_id,
        claim=claim,
        organization_id=by.organization_id,
        reason=reason_of(reason, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    claim.withdrawn_at = now
    claim.save(update_fields=["withdrawn_at"])
    close_ask(claim, now=now)
    if warning:
        warning.withdrawn_at = now
        warning.save(update_fields=["withdrawn_at"])
        tell_members(claim, by, now=now)
    journal.record(
        ClaimWithdrawn(claim.id, by.organization_id), by=by, at=now, circle_id=claim.circle_id
    )
    return withdrawal


def require_valid(until: date, now: datetime) -> None:
    """Refuse a last day that is over, or more than a year ahead."""
    today = timezone.localdate(now)
    if until < today:
        raise EndsInThePast
    if until > today + timedelta(days=rules.LONGEST_DAYS):
        raise ValidTooLong
