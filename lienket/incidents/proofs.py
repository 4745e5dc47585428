"""Incidents as the report that a duty asks for after an event."""

from collections.abc import Iterator

from django.urls import reverse

from lienket.incidents.queries import proofs
from lienket.kernel.actors import Member
from lienket.obligations.models import Occurrence
from lienket.obligations.proofs import Ready, proves


@proves
def reported(occurrence: Occurrence, by: Member) -> Iterator[Ready]:
    """What the organization has reported in time of what happened."""
    for one in proofs.incidents_proving(occurrence, by):
        yield Ready(
            icon=one.icon,
            title=f"{one.reference} · {one.summary or one.get_kind_display()}",
            at=one.reported_at,
            url=reverse("incidents:incident", args=[one.id]),
            hand_in_url=reverse("incidents:hand_in", args=[one.id, occurrence.duty_id]),
        )
