"""What a succession does to watches: whoever takes the place in the circle watches on."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.watches.models import Watch, Watcher


@successions.touches
def watches(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each watch it leads or shares; it goes along with the place in the circle."""
    for watch in _open(organization_id):
        yield Touched(
            key="",
            what=watch.reference,
            where=watch.circle.name,
            url=reverse("watches:watch", args=[watch.id]),
        )


@successions.carries
def carry_watches(handover: Handover, now: datetime) -> None:
    """The successor leads what is not closed, and watches unless it does already."""
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    for watch in _open(old):
        circle = watch.circle
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if not takes or not members.filter(organization_id=new).exists():
            continue
        if watch.organization_id == old:
            watch.organization_id = new
            watch.save(update_fields=["organization"])
        if not watch.watchers.filter(organization_id=new).exists():
            Watcher.objects.filter(watch=watch, organization_id=old).update(organization_id=new)


def _open(organization_id: int) -> QuerySet[Watch]:
    """What the unit leads or takes part in, and is not closed."""
    concerned = Q(organization_id=organization_id) | Q(watchers__organization_id=organization_id)
    found = Watch.objects.filter(concerned, closed_at=None).distinct()
    return found.select_related("circle").order_by("id")
