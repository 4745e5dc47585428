"""What happens to incidents."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class IncidentReported(News):
    incident_id: int


@dataclass(frozen=True)
class IncidentChanged(News):
    """A line was added to its timeline: words, a role, aid, a figure."""

    incident_id: int
    entry_id: int


@dataclass(frozen=True)
class IncidentClosed(News):
    incident_id: int


@dataclass(frozen=True)
class IncidentReopened(News):
    incident_id: int


@dataclass(frozen=True)
class IncidentReferred(News):
    """Handed to the police."""

    incident_id: int
    referral_id: int


@dataclass(frozen=True)
class ReferralMoved(News):
    """The police side recorded its state."""

    incident_id: int
    referral_id: int


@dataclass(frozen=True)
class AidAsked(News):
    incident_id: int
    aid_id: int


@dataclass(frozen=True)
class AidMoved(News):
    """An organization offered, declined, committed or released aid."""

    incident_id: int
    aid_id: int
    organization_id: int


@dataclass(frozen=True)
class ZeroReportSigned(News):
    zero_report_id: int


@dataclass(frozen=True)
class IncidentCopyShared(News):
    """In the circle of the incident."""

    incident_id: int
    release_id: int


@dataclass(frozen=True)
class IncidentCopyReceived(News):
    """In the other circle."""

    copy_id: int


@dataclass(frozen=True)
class IncidentCopyRevoked(News):
    incident_id: int
    release_id: int
