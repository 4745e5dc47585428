"""What the tests of incidents do with their hands: report one, and look at its timeline."""

from lienket.circles.models import Circle
from lienket.incidents import actions, queries
from lienket.incidents.actions import Report
from lienket.incidents.models import Incident
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON

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
