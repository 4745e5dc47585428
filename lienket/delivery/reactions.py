"""What delivery does when an organization changes its contact paths or invites a person."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import connection

from lienket.delivery.actions import take_next_path
from lienket.delivery.channels.base import DeliveryError, Letter
from lienket.delivery.channels.registry import channel_types
from lienket.delivery.models import Message
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.organizations import links
from lienket.organizations.events import PathRemoved, PersonInvited, VerificationRequested
from lienket.organizations.models import Organization, PathVerification, PersonInvitation


@on(VerificationRequested)
def send_verification(
    event: VerificationRequested, *, circle_id: int | None, organization_id: int, at: datetime
) -> None:
    """Send the link by which the owner of an address proves that it works."""
    with acting(Engine(organizations=(organization_id,))):
        verification = (
            PathVerification.objects.select_related("organization", "path", "path__address")
            .filter(path_id=event.path_id, sent_at=at, path__verified_at=None)
            .first()
        )
    if verification:
        _send(verification, verification.path.kind, verification.path.address.address)


@on(PersonInvited)
def send_invitation(
    event: PersonInvited, *, circle_id: int | None, organization_id: int, at: datetime
) -> None:
    """Send an invitation by e-mail, if it has an address; else it is handed over as a QR code."""
    with acting(Engine(organizations=(organization_id,))):
        invitation = (
            PersonInvitation.objects.select_related("organization")
            .filter(id=event.invitation_id, invited_at=at, accepted_at=None)
            .exclude(email="")
            .first()
        )
    if invitation:
        _send(invitation, "email", invitation.email)


@on(PathRemoved)
def reroute_waiting_messages(
    event: PathRemoved, *, circle_id: int | None, organization_id: int, at: datetime
) -> None:
    """What still waits to be sent along a removed path takes the next one of the organization."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT circles FROM app_sight(%s, %s)", [organization_id, at])
        (circles,) = cursor.fetchone()
    with acting(Engine(circles=tuple(circles), organizations=(organization_id,))):
        waiting = Message.objects.select_for_update(of=("self",)).select_related("envelope")
        waiting = waiting.filter(path_id=event.path_id, state=Message.State.QUEUED)
        # One envelope after the other, as all who wait for one another do.
        for message in waiting.order_by("envelope_id", "id"):
            message.state = Message.State.CANCELLED
            message.save(update_fields=["state"])
            take_next_path(message, now=at)


def _send(request: PathVerification | PersonInvitation, kind: str, address: str) -> None:
    """One attempt outside any transaction; a temporary failure has the job tried again later."""
    problem = None
    channel = channel_types()[kind]()
    try:
        channel.send(_letter(request), address)
    except DeliveryError as failure:
        problem = int(failure.reason)
        if not failure.permanent:
            raise
    finally:
        channel.close()
        with acting(Engine(organizations=(request.organization_id,))):
            type(request).objects.filter(id=request.id).update(problem=problem)


def _letter(request: PathVerification | PersonInvitation) -> Letter:
    purpose: Literal["verification", "invitation"]
    if isinstance(request, PathVerification):
        purpose, link, at = "verification", links.verification_link(request), request.sent_at
    else:
        purpose, link, at = "invitation", links.invitation_link(request), request.invited_at
    organization: Organization = request.organization
    return Letter(
        message_id=request.id,
        envelope_id=None,
        idempotency_key=f"{purpose}-{request.id}-{links.stamp(at)}",
        reference="",
        urgency="normal",
        exercise=False,
        kind=purpose,
        sender=organization.name,
        due_at=None,
        purpose=purpose,
        link=link,
        organization=organization.name,
        language=settings.LANGUAGE_CODE,
        sent_at=at,
        time_zone=settings.TIME_ZONE,
    )
