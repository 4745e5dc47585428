"""What happens to false claims."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class ClaimRecorded(News):
    """A false claim was entered; an organization is asked to verify it."""

    claim_id: int
    organization_id: int


@dataclass(frozen=True)
class ClaimSeen(News):
    """A member met it too."""

    claim_id: int


@dataclass(frozen=True)
class ClaimVerified(News):
    """What is true was verified."""

    claim_id: int
    organization_id: int


@dataclass(frozen=True)
class WarningPublished(News):
    """Everybody can read the correction."""

    claim_id: int
    organization_id: int


@dataclass(frozen=True)
class CorrectionChanged(News):
    """The correction reads differently now."""

    claim_id: int
    organization_id: int


@dataclass(frozen=True)
class ClaimWithdrawn(News):
    """It turned out otherwise: nothing is said about it any more."""

    claim_id: int
    organization_id: int
