"""What the tests of incidents do with their hands: report one, on a page too, and look at it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from lienket.circles.models import Circle
from lienket.incidents import actions, queries
from lienket.incidents.actions import Report
from lienket.incidents.models import Incident
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON

KEY = "5a1f0a52-4a4e-4b3e-9a51-5f5d1f6c0001"
THEFT = Report(kind="equipment_theft", summary="Mất 40 m dây tiếp địa tại cột 12.")


def report(circle: Circle, by: Member, what: Report = THEFT, **changes: object) -> Incident:
    with acting(by):
        return actions.report_incident(
            circle_id=circle.id,
            report=what,
            by=by,
            **({"now": NOON} | changes),  # type: ignore[arg-type]  # the caller's
        )


def kinds(incident: Incident) -> list[str]:
    """The timeline as the kinds of its lines."""
    return [entry.kind for entry in queries.timeline(incident)]


def send(client: Client, circle: Circle, **said: object) -> Any:
    """Fill in the form of a report and press the button."""
    form = {"key": KEY, "kind": "theft", "summary": "Mất 2 cuộn cáp.", "severity": "1", **said}
    return client.post(reverse("incidents:report", args=[circle.id]), form)
