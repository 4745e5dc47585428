"""What happens to councils and teams."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class CouncilSetUp(News):
    council_id: int


@dataclass(frozen=True)
class CouncilChanged(News):
    council_id: int


@dataclass(frozen=True)
class CouncilDissolved(News):
    council_id: int


@dataclass(frozen=True)
class OfficesNamed(News):
    council_id: int
    count: int


@dataclass(frozen=True)
class OfficeRemoved(News):
    council_id: int
    office_id: int


@dataclass(frozen=True)
class SeatFilled(News):
    seat_id: int


@dataclass(frozen=True)
class SeatEnded(News):
    seat_id: int


@dataclass(frozen=True)
class SubstituteNamed(News):
    substitute_id: int


@dataclass(frozen=True)
class TeamFormed(News):
    team_id: int


@dataclass(frozen=True)
class TeamMembersChanged(News):
    team_id: int


@dataclass(frozen=True)
class TeamDissolved(News):
    team_id: int


@dataclass(frozen=True)
class TeamPublished(News):
    entry_id: int


@dataclass(frozen=True)
class TeamUnpublished(News):
    entry_id: int
