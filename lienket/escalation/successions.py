"""What a succession touches of the asks: what the unit owes, and what it waits for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.escalation.actions.successions import awaited_key, hand_over_asks, owed_key
from lienket.escalation.models import Ask
from lienket.organizations import successions
from lienket.organizations.successions import Touched

successions.carries(hand_over_asks)


@successions.touches
def open_asks(organization_id: int, now: datetime) -> Iterable[Touched]:
    """Two lines at most for each circle, its subsets included."""
    counts = (
        Ask.objects.filter(settled_at=None)
        .exclude(organization_id=F("asker_id"))
        .values(root=Coalesce("circle__parent_id", "circle_id"))
        .annotate(
            owed=Count("id", filter=Q(organization_id=organization_id)),
            awaited=Count("id", filter=Q(asker_id=organization_id)),
        )
        .order_by("root")
    )
    names = dict(Circle.objects.filter(parent=None).values_list("id", "name"))
    for row in counts:
        where = names.get(row["root"], "")
        if owed := row["owed"]:
            said = ngettext("{count} open duty to answer", "{count} open duties to answer", owed)
            yield Touched(owed_key(row["root"]), said.format(count=owed), where)
        if awaited := row["awaited"]:
            said = ngettext("{count} answer awaited", "{count} answers awaited", awaited)
            yield Touched(awaited_key(row["root"]), said.format(count=awaited), where)
