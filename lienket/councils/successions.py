"""What a succession touches of councils: the offices that a unit fills, the councils it keeps."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from lienket.circles import queries as circles
from lienket.councils.models import Council, Office, Seat
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


def key_of(council_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"council:{council_id}"


@successions.touches
def councils(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each council in which the unit fills an office."""
    found = Council.objects.filter(
        offices__organization_id=organization_id, dissolved_at=None
    ).select_related("circle")
    for council in found.distinct().order_by("id"):
        yield Touched(
            key=key_of(council.id),
            what=council.name,
            where=council.circle.name,
            url=reverse("councils:council", args=[council.id]),
        )


@successions.carries
def carry_offices(handover: Handover, now: datetime) -> None:
    """The successor fills the offices and keeps the councils; who sat there has to be named anew.

    Seats of the past stay as they were. A successor that is no member of the circle gets nothing.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    touched = Council.objects.filter(dissolved_at=None)
    for council in touched.filter(offices__organization_id=old).distinct():
        members = circles.members_of(council.circle_id, now)
        takes = handover.takes(key_of(council.id))
        if takes and members.filter(organization_id=new).exists():
            offices = Office.objects.filter(council=council, organization_id=old)
            # Whoever sat there did so for the old unit.
            today = localdate(now)
            sitting = Seat.objects.filter(office__in=list(offices), valid_from__lte=today)
            sitting.exclude(valid_to__lte=today).update(valid_to=today)
            offices.update(organization_id=new)
    if handover.whole:
        touched.filter(organization_id=old).update(organization_id=new)
