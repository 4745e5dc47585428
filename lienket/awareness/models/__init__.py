"""The tables of the module, by noun."""

from lienket.awareness.models.movements import Closing, Goal, Movement, Progress
from lienket.awareness.models.sessions import (
    Attachment,
    Audience,
    CoOrganizer,
    Correction,
    Kind,
    Material,
    Session,
    Topic,
)
from lienket.awareness.models.stories import Consent, PublicStory, Story, Withdrawal

__all__ = [
    "Attachment",
    "Audience",
    "Closing",
    "CoOrganizer",
    "Consent",
    "Correction",
    "Goal",
    "Kind",
    "Material",
    "Movement",
    "Progress",
    "PublicStory",
    "Session",
    "Story",
    "Topic",
    "Withdrawal",
]
