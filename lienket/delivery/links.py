"""Signed links: whoever holds one may read and answer one receipt, without a password."""

from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.core import signing
from django.db import connection
from django.utils.http import base36_to_int, int_to_base36

from lienket.kernel.actors import LinkHolder

LINK_LASTS = timedelta(days=30)


def token(message_id: int) -> str:
    """The part of the link that stands for the message; it cannot be guessed or altered."""
    return _signer().sign(int_to_base36(message_id))


def address(message_id: int) -> str:
    """The absolute link of a message."""
    return f"{settings.PUBLIC_URL}/l/{token(message_id)}/"


def holder(given: str, *, now: datetime) -> LinkHolder | None:
    """Who holds this link; None if it is forged, too old, or its receiver has gone.

    A link ends with its contact path, with the appointment of the person it was sent to, with the
    organization's membership, and 30 days after it was sent.
    """
    try:
        message_id = base36_to_int(_signer().unsign(given))
    except (signing.BadSignature, ValueError):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT message_id, circle_id, organization_id, person_id FROM app_link(%s, %s, %s)",
            [message_id, now, LINK_LASTS.days],
        )
        row = cursor.fetchone()
    return LinkHolder(*row) if row else None


@cache
def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt="lienket.delivery.link")
