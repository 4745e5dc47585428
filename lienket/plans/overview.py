"""What plans show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.plans import queries

MOST = 2


@shows
def plans(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """Plans that run now, and how many of their tasks are done."""
    kept = Q(tasks__dropped_at=None)
    running = (
        queries.plans_for(by)
        .filter(circle=circle, adopted_at__isnull=False, ends_on__gte=localdate(now))
        .annotate(
            all=Count("tasks", filter=kept),
            done=Count("tasks", filter=kept & Q(tasks__done_at__isnull=False)),
        )
    )
    for one in running.order_by("-adopted_at")[:MOST]:
        words = _("{done} of {all} tasks done").format(done=one.done, all=one.all)
        yield Line(reverse("plans:plan", args=[one.id]), "target-arrow", one.title, words)
