"""What happens to meetings and their minutes."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class MeetingDrafted(News):
    meeting_id: int


@dataclass(frozen=True)
class MeetingChanged(News):
    meeting_id: int


@dataclass(frozen=True)
class AgendaChanged(News):
    meeting_id: int


@dataclass(frozen=True)
class MeetingAnnounced(News):
    """Organizations were invited."""

    meeting_id: int


@dataclass(frozen=True)
class MeetingAnswered(News):
    """An organization said whether it comes."""

    meeting_id: int
    organization_id: int


@dataclass(frozen=True)
class MeetingCancelled(News):
    meeting_id: int


@dataclass(frozen=True)
class MeetingHeld(News):
    meeting_id: int


@dataclass(frozen=True)
class PresenceRecorded(News):
    meeting_id: int


@dataclass(frozen=True)
class NamesForgotten(News):
    """The names of those who came were erased."""

    meeting_id: int


@dataclass(frozen=True)
class MinutesWritten(News):
    meeting_id: int


@dataclass(frozen=True)
class MinutesPutToMembers(News):
    meeting_id: int


@dataclass(frozen=True)
class MinutesTakenBack(News):
    meeting_id: int


@dataclass(frozen=True)
class MinutesJudged(News):
    """An organization agreed to the minutes or objected."""

    meeting_id: int
    organization_id: int


@dataclass(frozen=True)
class MinutesAdopted(News):
    meeting_id: int


@dataclass(frozen=True)
class ResolutionsChanged(News):
    meeting_id: int


@dataclass(frozen=True)
class MinutesIssued(News):
    """As a numbered document."""

    meeting_id: int
