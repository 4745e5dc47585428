"""What plans show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.plans import queries

MOST = 2


@shows
def plans(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """Plans that run now, and how many of their tasks are done."""
    running = queries.plans_for(by).filter(
        circle=circle, adopted_at__isnull=False, ends_on__gte=localdate(now)
    )
    for one in queries.with_counts(running).order_by("-adopted_at")[:MOST]:
        words = _("{done} of {all} tasks done").format(done=one.done, all=one.total)
        yield Line(reverse("plans:plan", args=[one.id]), "target-arrow", one.title, words)


@shows
def playbooks(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """Where the playbooks are, which nobody should have to look for when something happens."""
    ready = queries.playbooks_for(by).filter(
        circle=circle, approved_at__isnull=False, retired_at=None
    )
    if count := ready.count():
        words = ngettext("{count} ready to start", "{count} ready to start", count)
        yield Line(
            f"{reverse('plans:list', args=[circle.id])}#playbooks",
            "list-numbers",
            _("Playbooks"),
            words.format(count=count),
        )
