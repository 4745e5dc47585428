"""What the link of a reminder opens: which papers are to be renewed. It records nothing."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope
from lienket.escalation.models import Ask
from lienket.kernel.actors import LinkHolder
from lienket.registers import queries
from lienket.registers.kinds import kinds
from lienket.registers.standing import Row


@opens(queries.KIND)
def reminder(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The rows for whoever keeps them; for the others only that nothing is done."""
    asked = Ask.objects.get(envelope=envelope)
    if holder.organization_id != asked.organization_id:
        return render(request, "plans/link_silence.html", {"envelope": envelope})
    found = list(queries.entries_for(holder).filter(ask=asked).order_by("expires_on", "id"))
    page = {
        "envelope": envelope,
        "rows": [Row.of(one, timezone.localdate()) for one in found],
        "kind": kinds[found[0].kind] if found else None,
    }
    return render(request, "registers/link.html", page)
