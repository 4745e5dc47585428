"""The verbs of the module."""

from lienket.awareness.actions.movements import (
    GoalDraft,
    MovementDraft,
    close_movement,
    launch,
    report_progress,
    set_goal,
)
from lienket.awareness.actions.publishing import propose_publication, publish, withdraw
from lienket.awareness.actions.sessions import (
    SessionDraft,
    correct_session,
    draft_of,
    record_session,
)
from lienket.awareness.actions.stories import StoryDraft, answer, tell_story

__all__ = [
    "GoalDraft",
    "MovementDraft",
    "SessionDraft",
    "StoryDraft",
    "answer",
    "close_movement",
    "correct_session",
    "draft_of",
    "launch",
    "propose_publication",
    "publish",
    "record_session",
    "report_progress",
    "set_goal",
    "tell_story",
    "withdraw",
]
