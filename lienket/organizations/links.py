"""Signed links by which somebody who is not signed in verifies an address or joins.

A link names the organization, so that its row can be read without searching all organizations,
and the moment it was made, so that a newer link ends it.
"""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from lienket.organizations.models import PathVerification, PersonInvitation


class Link(NamedTuple):
    """What a genuine link names."""

    organization_id: int
    # The contact path or the person.
    about_id: int
    # Microseconds since the epoch.
    made_at: int


def verification_link(verification: PathVerification) -> str:
    """The absolute address of the page on which a contact path is verified."""
    link = Link(verification.organization_id, verification.path_id, stamp(verification.sent_at))
    return _address("verification", link)


def invitation_link(invitation: PersonInvitation) -> str:
    """The absolute address of the page on which a person makes or links an account."""
    link = Link(invitation.organization_id, invitation.person_id, stamp(invitation.invited_at))
    return _address("invitation", link)


def opened(kind: str, token: str) -> Link | None:
    """What a link of this kind names; None if it is forged."""
    try:
        return Link(*map(int, _signer(kind).unsign(token).split(".")))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def stamp(at: datetime) -> int:
    """The moment as it stands in a link."""
    return int(at.timestamp() * 1_000_000)


def _address(kind: str, link: Link) -> str:
    token = _signer(kind).sign(".".join(map(str, link)))
    return settings.PUBLIC_URL + reverse(f"organizations:{kind}", args=[token])


@cache
def _signer(kind: str) -> signing.Signer:
    return signing.Signer(sep=".", salt=f"lienket.organizations.{kind}")
