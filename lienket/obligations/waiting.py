"""What obligations bring to the page of today."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.obligations import queries
from lienket.obligations.models import Obligation, Occurrence


@waits
def owed(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """What our organization owes."""
    found = list(queries.waiting_for(by).select_related("duty__asker", "circle__parent")[:most])
    known = _obligations(found)
    for one in found:
        obligation = known[one.duty.obligation_id]
        yield Waiting(
            url=reverse("obligations:occurrence", args=[one.id]),
            icon="checklist",
            label=_("Obligation {code}").format(code=obligation.code),
            title=obligation.title,
            source=f"{one.duty.asker.name} · {(one.circle.parent or one.circle).name}",
            button=_("Hand in"),
            due_at=one.due_at,
        )


@waits
def handed_in(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """What others have handed in to us."""
    found = list(queries.to_confirm(by).select_related("organization", "circle__parent")[:most])
    known = _obligations(found)
    for one in found:
        obligation = known[one.duty.obligation_id]
        yield Waiting(
            url=reverse("obligations:occurrence", args=[one.id]),
            icon="checks",
            label=_("Handed in · {code}").format(code=obligation.code),
            title=f"{obligation.title} · {one.period_end:%d/%m/%Y}",
            source=f"{one.organization.name} · {(one.circle.parent or one.circle).name}",
            button=_("Confirm or return"),
            since=one.fulfilled_at,
        )


def _obligations(found: Iterable[Occurrence]) -> dict[int, Obligation]:
    return Obligation.objects.in_bulk({one.duty.obligation_id for one in found})
