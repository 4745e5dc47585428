"""Whoever holds an office is asked for what the office owes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lienket.councils import queries as councils
from lienket.councils.models import Office
from lienket.escalation.addressees import addresses
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.obligations.actions import KIND
from lienket.obligations.models import Obligation, Occurrence


@addresses(KIND)
def holders(ask_ids: Sequence[int], now: datetime) -> Mapping[int, int]:
    """The person who acts now in the office that owes a duty."""
    asked = Occurrence.objects.filter(ask_id__in=ask_ids).values_list(
        "ask_id", "duty__obligation_id", "circle_id", "circle__parent_id"
    )
    obligations, circles = {}, set()
    for ask_id, obligation_id, circle_id, parent_id in asked:
        obligations[ask_id] = obligation_id
        circles.add(parent_id or circle_id)
    # The council stands in the circle of the regulation, which may be wider than that of the duty.
    with acting(Engine(circles=tuple(circles))):
        owing = Obligation.objects.filter(
            id__in=set(obligations.values()), council_office__isnull=False
        )
        offices = dict(owing.values_list("id", "council_office_id"))
        people = (
            councils.acting_in(Office.objects.filter(id__in=offices.values()), now)
            if offices
            else {}
        )
    return {
        ask_id: people[offices[obligation_id]].person_id
        for ask_id, obligation_id in obligations.items()
        if offices.get(obligation_id) in people
    }
