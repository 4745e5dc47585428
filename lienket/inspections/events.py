"""What happens to self-assessments, findings and visits."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class ChecklistAdapted(News):
    """The circle assesses by another list from now on."""

    checklist_id: int


@dataclass(frozen=True)
class SiteAssessed(News):
    assessment_id: int
    organization_id: int


@dataclass(frozen=True)
class FindingAssigned(News):
    """A task was given to put it right."""

    finding_id: int
    task_id: int


@dataclass(frozen=True)
class FindingReturned(News):
    """Somebody looked again, and it was not in order yet."""

    finding_id: int


@dataclass(frozen=True)
class FindingClosed(News):
    """Somebody looked again, and it was in order."""

    finding_id: int


@dataclass(frozen=True)
class VisitRecorded(News):
    """The record of a visit was sent to whoever was visited."""

    visit_id: int
    organization_id: int


@dataclass(frozen=True)
class VisitRemarked(News):
    """The visited unit has received the record, or comments on it."""

    visit_id: int
    organization_id: int
