"""What happens to movements, sessions and stories."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class SessionRecorded(News):
    session_id: int


@dataclass(frozen=True)
class SessionCorrected(News):
    session_id: int


@dataclass(frozen=True)
class MovementLaunched(News):
    movement_id: int


@dataclass(frozen=True)
class GoalSet(News):
    """Set, or dropped again."""

    movement_id: int


@dataclass(frozen=True)
class ProgressReported(News):
    goal_id: int
    organization_id: int


@dataclass(frozen=True)
class MovementClosed(News):
    movement_id: int


@dataclass(frozen=True)
class StoryTold(News):
    """Only those concerned read it so far."""

    story_id: int


@dataclass(frozen=True)
class StoryAnswered(News):
    """Somebody concerned agreed, or did not."""

    story_id: int
    organization_id: int


@dataclass(frozen=True)
class StoryProposed(News):
    """Those concerned are asked whether everybody may read it."""

    story_id: int


@dataclass(frozen=True)
class StoryPublished(News):
    story_id: int


@dataclass(frozen=True)
class StoryWithdrawn(News):
    story_id: int
    organization_id: int
