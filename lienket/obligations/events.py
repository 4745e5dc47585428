"""What happens to obligations."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class ObligationDefined(News):
    obligation_id: int


@dataclass(frozen=True)
class ObligationChanged(News):
    obligation_id: int


@dataclass(frozen=True)
class ObligationEnded(News):
    obligation_id: int


@dataclass(frozen=True)
class ObligationRemoved(News):
    obligation_id: int


@dataclass(frozen=True)
class ObligationTightened(News):
    tightening_id: int


@dataclass(frozen=True)
class TighteningMoved(News):
    """It ends on another day, or was lifted before it began."""

    tightening_id: int


@dataclass(frozen=True)
class DutyStarted(News):
    duty_id: int


@dataclass(frozen=True)
class OccurrenceOpened(News):
    occurrence_id: int


@dataclass(frozen=True)
class OccurrenceMoved(News):
    """Its schedule has changed: it is due at another time."""

    occurrence_id: int


@dataclass(frozen=True)
class OccurrenceFulfilled(News):
    occurrence_id: int


@dataclass(frozen=True)
class OccurrenceConfirmed(News):
    occurrence_id: int


@dataclass(frozen=True)
class OccurrenceReturned(News):
    occurrence_id: int


@dataclass(frozen=True)
class OccurrenceExcused(News):
    occurrence_id: int
