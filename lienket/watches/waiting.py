"""What of watches waits for an organization: proposals to decide, watches to confirm or report."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.circles.models import Circle
from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.watches import queries
from lienket.watches.actions.common import today


@waits
def asked(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Whether we watch, and what we did."""
    for one in queries.waiting_for(by)[:most]:
        assert one.ask
        watch = one.watch
        yield Waiting(
            url=reverse("watches:watch", args=[watch.id]),
            icon="eye",
            label=_("Watch {number}").format(number=watch.reference),
            title=watch.proposal.where or watch.task or _("Heightened watch"),
            source=f"{watch.organization.name} · {watch.circle.name}",
            button=_("Say what you did") if today(now) > watch.ends_on else _("Confirm"),
            due_at=one.ask.due_at,
        )


@waits
def to_decide(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Proposals in circles that we chair: any member may decide, the chair is reminded."""
    chaired = Circle.objects.filter(chair_id=by.organization_id, closed_at=None)
    found = queries.proposals_for(by).filter(circle__in=chaired, decided_at=None)
    for one in found[:most]:
        yield Waiting(
            url=reverse("watches:proposal", args=[one.id]),
            icon="eye",
            label=_("Proposed watch"),
            title=one.where or one.get_group_display(),
            source=one.circle.name,
            button=_("Decide"),
            since=one.raised_at,
        )
