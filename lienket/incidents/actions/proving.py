"""Handing an incident in as the report that is owed after it."""

from datetime import datetime

from lienket.incidents import queries
from lienket.incidents.actions.common import ANSWER
from lienket.incidents.queries import proofs
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.obligations import actions as obligations
from lienket.obligations.actions.happenings import EVENT_LIMIT
from lienket.obligations.models import Fulfilment


class ProvesNothing(Refusal):
    """This incident is not owed as a report there, or was handed in already."""

    status = 409


def hand_in(*, incident_id: int, duty_id: int, by: Member, now: datetime) -> Fulfilment:
    """Hand in for a duty that one's organization has reported an incident: asking stops.

    If nobody has said yet that the duty follows from what happened, that is said first. Raises
    Incident.DoesNotExist, ProvesNothing, and what `obligations.report_event` refuses.
    """
    by.require(ANSWER)
    seen = queries.incidents_for(by).select_for_update(of=("self",))
    incident = seen.get(id=incident_id)
    found = next((one for one in proofs.proven_by(incident, by) if one.duty.id == duty_id), None)
    if found is None:
        raise ProvesNothing
    words = f"{incident.reference}: {incident.summary or incident.get_kind_display()}"
    occurrence = found.occurrence or obligations.report_event(
        duty_id=duty_id,
        happened_at=incident.happened_at,
        what=words[:EVENT_LIMIT],
        by=by,
        now=now,
        # The words were looked at when the incident was reported.
        not_secret=True,
    )
    return obligations.fulfil(
        occurrence_id=occurrence.id, text=words, by=by, now=now, not_secret=True
    )
