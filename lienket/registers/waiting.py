"""What of the registers waits for an organization: papers to renew, one line for each register."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.plans.rules import closing_of
from lienket.registers import queries
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry

#: Rows that are looked at; no register lists so many that wait.
_MOST = 500


@waits
def to_renew(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """What the organization must renew, and licences of its own that others keep."""
    found = queries.to_renew(by, timezone.localdate(now)).filter(
        queries.concerning(by), circle__closed_at=None
    )
    ordered = sorted(found[:_MOST], key=_register)
    for (circle_id, key), group in groupby(ordered, key=_register):
        rows = sorted(group, key=lambda one: (one.expires_on, one.id))
        first, kind = rows[0], kinds[key]
        assert first.expires_on
        more = len(rows) - 1
        title = f"{first.name} · {first.number}" if first.number else first.name
        if more:
            others = ngettext("and {count} more", "and {count} more", more).format(count=more)
            title = f"{title} {others}"
        yield Waiting(
            url=reverse("registers:list", args=[circle_id, key]) + "?standing=due"
            if more
            else reverse("registers:entry", args=[first.id]),
            icon=kind.icon,
            label=str(kind.label),
            title=title,
            source=first.circle.name,
            # Whose licence it is may see to it; only whoever keeps the row renews it.
            button=_("Renew it")
            if first.organization_id == by.organization_id
            else _("Look at it"),
            due_at=closing_of(first.expires_on),
        )


def _register(one: Entry) -> tuple[int, str]:
    return one.circle_id, one.kind
