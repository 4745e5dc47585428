"""The secret calendar address of a person."""

import secrets
from datetime import datetime

from lienket.kernel.actors import Member
from lienket.obligations.models import Feed
from lienket.organizations.queries import token_hash


def create_feed(*, by: Member, now: datetime) -> str:
    """Make a new address for one's calendar; an earlier one stops working. Returns its token."""
    token = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        appointment_id=by.appointment_id,
        defaults={
            "organization_id": by.organization_id,
            "token_hash": token_hash(token),
            "created_at": now,
        },
    )
    return token


def revoke_feed(*, by: Member) -> None:
    """The address of one's calendar stops working."""
    Feed.objects.filter(appointment_id=by.appointment_id).delete()
