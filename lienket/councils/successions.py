"""What a succession touches of councils: the offices that a unit fills, the councils it keeps."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from lienket.circles import queries as circles
from lienket.councils import queries
from lienket.councils.actions.seats import end_terms
from lienket.councils.models import Office
from lienket.documents import actions as documents
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


def key_of(council_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"council:{council_id}"


@successions.touches
def councils(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each council that the unit keeps, or in which it fills an office."""
    for council in queries.councils_of(organization_id).select_related("circle"):
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
    for council in queries.councils_of(old):
        members = circles.members_of(council.circle_id, now).filter(organization_id=new)
        if not handover.takes(key_of(council.id)) or not members.exists():
            continue
        offices = Office.objects.filter(council=council, organization_id=old)
        # Whoever sat there did so for the old unit.
        end_terms(offices, by=handover.by, now=now)
        offices.update(organization_id=new)
        if council.organization_id == old:
            council.organization_id = new
            council.save(update_fields=["organization"])
            documents.pass_on_series(organ=council.short_name, old_id=old, new_id=new)
