"""Contact paths: adding, verifying and removing them."""

from datetime import datetime

from lienket.journal import actions as journal
from lienket.kernel.actors import Actor
from lienket.organizations.events import PathAdded
from lienket.organizations.models import Appointment, ContactAddress, ContactPath, Person, Post


def add_path(
    *,
    holder: Person | Post,
    kind: str,
    address: str,
    by: Actor,
    now: datetime,
    position: int = 1,
    published: bool = False,
    verified: bool = False,
) -> ContactPath:
    """Add a way to reach a person or a post; it is not used until it is verified.

    `address` is in the form its channel keeps. `published` shows a phone number to the circles.
    """
    by.require(Appointment.Right.MANAGE_ORGANIZATION)
    path = ContactPath.objects.create(
        organization_id=holder.organization_id,
        person=holder if isinstance(holder, Person) else None,
        post=holder if isinstance(holder, Post) else None,
        kind=kind,
        position=position,
        added_at=now,
        verified_at=now if verified else None,
        published_number=address if published and kind == ContactPath.Kind.PHONE else "",
    )
    ContactAddress.objects.create(
        organization_id=holder.organization_id, path=path, address=address
    )
    journal.record(PathAdded(path.id), by=by, at=now, organization_id=holder.organization_id)
    return path
