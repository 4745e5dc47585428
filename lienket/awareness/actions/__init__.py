"""The verbs of the module."""

from lienket.awareness.actions.movements import (
    GoalDraft,
    MovementDraft,
    close_movement,
    launch,
    report_progress,
    set_goal,
)
from lienket.awareness.actions.sessions import (
    SessionDraft,
    correct_session,
    draft_of,
    record_session,
)

__all__ = [
    "GoalDraft",
    "MovementDraft",
    "SessionDraft",
    "close_movement",
    "correct_session",
    "draft_of",
    "launch",
    "record_session",
    "report_progress",
    "set_goal",
]
