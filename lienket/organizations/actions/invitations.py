"""Inviting people to an account, and accepting: nobody signs up uninvited."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Engine
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.organizations import kinds, links
from lienket.organizations.actions.people import ALL_RIGHTS, Office, admit, appoint
from lienket.organizations.events import InvitationAccepted, PersonInvited
from lienket.organizations.models import (
    Account,
    Appointment,
    Organization,
    Person,
    PersonInvitation,
)

INVITATION_LASTS = timedelta(days=7)


class HasAccount(Refusal):
    """This person has an account already."""


class InvitationOver(Refusal):
    """This invitation has expired, was used, or was replaced by a newer one. Ask for a new one."""

    status = 410


class UserNameTaken(Refusal):
    """This user name is taken. Choose another one."""

    field = "username"


class PhoneTaken(Refusal):
    """Another account has this telephone number."""

    field = "phone"


class EmailTaken(Refusal):
    """Another account has this e-mail address."""

    field = "email"


class Founded(NamedTuple):
    """A new organization, and the link by which its head makes an account."""

    organization: Organization
    link: str


def found(
    *,
    name: str,
    short_name: str,
    kind: str,
    head_name: str,
    head_title: str,
    now: datetime,
    head_rank: str = "",
    email: str = "",
) -> Founded:
    """Admit an organization to the installation with a head who has all rights, and invite them.

    For the operator's command line. With `email` the link is also sent there.
    """
    by = Engine()
    with acting(by):
        organization = admit(name=name, short_name=short_name, kind=kind, by=by, now=now)
        head = appoint(
            organization=organization,
            name=head_name,
            rank=head_rank,
            office=Office(head_title, role=Appointment.Role.HEAD, rights=ALL_RIGHTS),
            by=by,
            now=now,
        )
        invitation = invite_person(person=head.person, email=email, by=by, now=now)
    return Founded(organization, links.invitation_link(invitation))


@transaction.atomic
def invite_person(*, person: Person, by: Actor, now: datetime, email: str = "") -> PersonInvitation:
    """Invite a person to make an account, or to link one; the earlier invitation ends.

    The link is sent to `email`, or shown as a QR code. Raises NotAllowed, HasAccount, and the
    refusal of the e-mail address.
    """
    by.require(Appointment.Right.MANAGE_ORGANIZATION)
    if person.account_id is not None:
        raise HasAccount
    invitation, _new = PersonInvitation.objects.update_or_create(
        person=person,
        defaults={
            "organization_id": person.organization_id,
            "email": kinds.check("email", email) if email else "",
            "invited_at": now,
            "expires_at": now + INVITATION_LASTS,
            "accepted_at": None,
            "problem": None,
        },
    )
    journal.record(
        PersonInvited(invitation.id), by=by, at=now, organization_id=person.organization_id
    )
    return invitation


def invitation_opened(token: str, *, now: datetime) -> PersonInvitation:
    """The invitation behind a link, with person and organization. Raises InvitationOver."""
    link = links.opened("invitation", token)
    if link is None:
        raise InvitationOver
    with acting(Engine(organizations=(link.organization_id,))):
        invitation = (
            PersonInvitation.objects.select_related("person", "organization")
            .filter(person_id=link.about_id, accepted_at=None, expires_at__gt=now)
            .first()
        )
    if invitation is None or links.stamp(invitation.invited_at) != link.made_at:
        raise InvitationOver
    return invitation


@transaction.atomic
def accept_invitation(
    token: str,
    *,
    username: str,
    password: str,
    now: datetime,
    phone: str = "",
    email: str = "",
) -> Account:
    """Make the account of the invited person, with which they sign in from now on.

    Raises InvitationOver, UserNameTaken, PhoneTaken, EmailTaken, and NotAPhoneNumber.
    """
    number = kinds.phone_number(phone) if phone else None
    if Account.objects.filter(username__iexact=username).exists():
        raise UserNameTaken
    if number and Account.objects.filter(phone=number).exists():
        raise PhoneTaken
    if email and Account.objects.filter(email__iexact=email).exists():
        raise EmailTaken
    account = Account(username=username, email=email.lower(), phone=number)
    account.set_password(password)
    account.save()
    join(token, account=account, now=now)
    return account


def join(token: str, *, account: Account, now: datetime) -> None:
    """Let an account that exists act for the invited person too. Raises InvitationOver."""
    opened = invitation_opened(token, now=now)
    by = Engine(organizations=(opened.organization_id,))
    with acting(by):
        invitation = PersonInvitation.objects.select_for_update().get(id=opened.id)
        if invitation.accepted_at:
            raise InvitationOver
        # The address served its purpose.
        invitation.accepted_at, invitation.email = now, ""
        invitation.save(update_fields=["accepted_at", "email"])
        Person.objects.filter(id=invitation.person_id).update(account=account)
        journal.record(
            InvitationAccepted(invitation.id),
            by=by,
            at=now,
            organization_id=invitation.organization_id,
        )
