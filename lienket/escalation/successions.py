"""What a succession touches of the asks, and who still has to confirm one."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.escalation.actions.successions import awaited_key, hand_over_asks, owed_key
from lienket.escalation.models import Ask
from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.organizations import successions
from lienket.organizations.models import Appointment, Succession
from lienket.organizations.successions import Touched

successions.carries(hand_over_asks)
TIME_TO_CONFIRM = timedelta(days=7)


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


@waits
def unconfirmed(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Successions that wait for the organization's own confirmation."""
    if not by.may(Appointment.Right.MANAGE_ORGANIZATION):
        return
    own = by.organization_id
    waiting = Succession.objects.filter(
        Q(predecessor_id=own, predecessor_confirmed_at=None)
        | Q(successor_id=own, successor_confirmed_at=None),
        applied_at=None,
        cancelled_at=None,
    ).select_related("predecessor", "successor")
    for one in waiting.order_by("effective_on", "id")[:most]:
        day = datetime.combine(one.effective_on, time(), timezone.get_default_timezone())
        yield Waiting(
            url=reverse("organizations:succession", args=[one.id]),
            icon="git-branch",
            label=_("Reorganization"),
            title=f"{one.predecessor.name}: {one.get_kind_display()}",
            source=one.decision,
            button=_("See what it touches"),
            # A decision that is in force already leaves some days all the same.
            due_at=max(day, one.proposed_at + TIME_TO_CONFIRM),
        )
