"""What the verbs share: whose incident it is, its state, and how an entry is added."""

from datetime import datetime

from lienket.circles.actions import open_circle
from lienket.documents.guard.persons import require_no_person
from lienket.incidents import queries
from lienket.incidents.events import IncidentChanged
from lienket.incidents.models import Entry, Incident
from lienket.journal import actions as journal
from lienket.journal.events import News
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.kernel.rows import insert
from lienket.organizations.models import Appointment

REPORT = Appointment.Right.REPORT_INCIDENT
ANSWER = Appointment.Right.ANSWER_RECEIPT
TEXT_LIMIT = 5_000


class IncidentIsClosed(Refusal):
    """This incident is closed. Reopen it to write more about it."""


class OnlyCounts(Refusal):
    """Of incidents of this kind only counts are kept: no words, no pictures, no exact position."""

    field = "text"


class OnlyWhoLeads(NotAllowed):
    """Only the organization that leads here, or the one that reported it, may do this."""


class OnlyTheReporter(NotAllowed):
    """Only the organization that reported the incident may do this."""


def locked(incident_id: int, by: Actor) -> Incident:
    """An open incident that `by` may see, in a circle that goes on, locked.

    Raises Incident.DoesNotExist, CircleClosed and IncidentIsClosed.
    """
    incident = queries.incidents_for(by).select_for_update(of=("self",)).get(id=incident_id)
    open_circle(incident.circle_id, by)
    if incident.closed_at:
        raise IncidentIsClosed
    return incident


def require_leading(incident: Incident, by: Member) -> None:
    """Refuse unless `by` acts for whoever leads or has reported it."""
    if by.organization_id not in (incident.organization_id, queries.leader(incident)):
        raise OnlyWhoLeads


def line(text: str, limit: int, *, not_secret: bool) -> str:
    """One line about what happened, in which nobody is named by a number."""
    text = clean_line(text, limit, not_secret=not_secret)
    require_no_person(text)
    return text


def words(incident: Incident, text: str, *, not_secret: bool, limit: int = TEXT_LIMIT) -> str:
    """Words that may be kept about an incident; raises OnlyCounts where none may."""
    text = clean_text(text, limit, not_secret=not_secret)
    require_no_person(text)
    if text and incident.counts_only:
        raise OnlyCounts
    return text


def add_entry(
    incident: Incident,
    kind: str,
    *,
    by: Actor,
    now: datetime,
    text: str = "",
    before: object = "",
    after: object = "",
    news: News | None = None,
    in_name_of: int | None = None,
) -> Entry:
    """Write one line of the timeline, and tell the news of it.

    `in_name_of` is the organization for which the engine acts.
    """
    organization_id = in_name_of or by.organizations[0]
    entry = insert(
        Entry(
            circle_id=incident.circle_id,
            incident=incident,
            organization_id=organization_id,
            kind=kind,
            text=text,
            before=str(before),
            after=str(after),
            by=by.id,
            at=now,
        )
    )
    told = news or IncidentChanged(incident.id, entry.id)
    journal.record(told, by=by, at=now, circle_id=incident.circle_id)
    return entry
