"""How incidents are shown live: their number, for pages that list them."""

from typing import Any

from lienket.delivery.live.frames import shown
from lienket.incidents.events import IncidentClosed, IncidentReopened, IncidentReported
from lienket.incidents.models import Incident


@shown(IncidentReported)
@shown(IncidentClosed)
@shown(IncidentReopened)
def incident(event: IncidentReported | IncidentClosed | IncidentReopened) -> dict[str, Any]:
    """Enough for a row of a list."""
    columns = ("reference", "kind", "urgency", "severity", "summary", "exercise", "happened_at")
    row: dict[str, Any] = Incident.objects.values(*columns).get(id=event.incident_id)
    return row
