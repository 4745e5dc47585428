"""What obligations bring to the page of today."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.obligations import queries
from lienket.obligations.models import Obligation, Occurrence
from lienket.obligations.words import occasion


@waits
def owed(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """What our organization owes."""
    found = list(queries.waiting_for(by).select_related("duty__asker", "circle__parent")[:most])
    known, returned = _obligations(found), queries.returned(found)
    schedules = queries.schedules_of(known.values())
    for one in found:
        obligation, back = known[one.duty.obligation_id], returned.get(one.id)
        words = _("Returned, hand in again · {code}") if back else _("Obligation {code}")
        schedule = schedules[obligation.id]
        shift = schedule.on(one.period_start).kind == "shift"
        yield Waiting(
            url=reverse("obligations:occurrence", args=[one.id]),
            icon="arrow-back-up" if back else "checklist",
            label=words.format(code=obligation.code),
            title=f"{obligation.title} · {occasion(one, schedule)}" if shift else obligation.title,
            note=_("Reason: {reason}").format(reason=back.reason) if back else "",
            source=f"{one.duty.asker.name} · {(one.circle.parent or one.circle).name}",
            button=_("Hand in"),
            due_at=back.due_at if back else one.due_at,
        )


@waits
def handed_in(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """What others have handed in to us."""
    found = list(queries.to_confirm(by).select_related("organization", "circle__parent")[:most])
    known = _obligations(found)
    schedules = queries.schedules_of(known.values())
    for one in found:
        obligation = known[one.duty.obligation_id]
        yield Waiting(
            url=reverse("obligations:occurrence", args=[one.id]),
            icon="checks",
            label=_("Handed in · {code}").format(code=obligation.code),
            title=f"{obligation.title} · {occasion(one, schedules[obligation.id])}",
            source=f"{one.organization.name} · {(one.circle.parent or one.circle).name}",
            button=_("Confirm or return"),
            since=one.fulfilled_at,
        )


def _obligations(found: Iterable[Occurrence]) -> dict[int, Obligation]:
    return Obligation.objects.in_bulk({one.duty.obligation_id for one in found})
