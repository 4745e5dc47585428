"""What a succession does to watches: whoever takes the place in the circle watches on."""

from datetime import datetime

from django.db.models import Q

from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.organizations import successions
from lienket.organizations.successions import Handover
from lienket.watches.models import Watch, Watcher


@successions.carries
def carry_watches(handover: Handover, now: datetime) -> None:
    """The successor leads what is not closed, and watches unless it does already."""
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    concerned = Q(organization_id=old) | Q(watchers__organization_id=old)
    open_ = Watch.objects.filter(concerned, closed_at=None).distinct()
    for watch in open_.select_related("circle").order_by("id"):
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
