"""What a succession touches of places: the sites, corridors and points that a unit looks after."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.places.models import Contact, Corridor, Site, Waypoint

_KEPT = (Site, Corridor, Waypoint)


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"places:{circle_id}"


@successions.touches
def places(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle on whose map the unit has something."""
    counts = _counts(organization_id)
    names = dict(Circle.objects.filter(id__in=counts).values_list("id", "name"))
    for circle_id, count in sorted(counts.items()):
        yield Touched(
            key=key_of(circle_id),
            what=ngettext("{count} place", "{count} places", count).format(count=count),
            where=names[circle_id],
            url=reverse("places:list", args=[circle_id]),
        )


@successions.carries
def carry_places(handover: Handover, now: datetime) -> None:
    """The successor looks after the places, and is called where the unit was called.

    A post goes over by itself or not at all, so a contact keeps none. A successor that is no
    member of the circle gets nothing.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    called = Contact.objects.filter(organization_id=old)
    ids = {*_counts(old), *called.values_list("circle_id", flat=True)}
    for circle_id in ids:
        members = circles.members_of(circle_id, now)
        if not handover.takes(key_of(circle_id)) or (
            not members.filter(organization_id=new).exists()
        ):
            continue
        for kept in _KEPT:
            kept._default_manager.filter(circle_id=circle_id, organization_id=old).update(
                organization_id=new
            )
        called.filter(circle_id=circle_id).update(organization_id=new, post=None)


def _counts(organization_id: int) -> Counter[int]:
    return Counter(
        circle_id
        for kept in _KEPT
        for circle_id in kept._default_manager.filter(
            organization_id=organization_id, removed_at=None
        ).values_list("circle_id", flat=True)
    )
