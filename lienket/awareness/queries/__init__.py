"""What somebody may see of movements, sessions and stories."""

from lienket.awareness.queries.movements import (
    LAUNCHED,
    Reached,
    goals_of,
    movements_for,
    movements_in,
    to_close,
)
from lienket.awareness.queries.sessions import Reach, by_place, by_topic, held_between, sessions_for
from lienket.awareness.queries.stories import (
    STORY,
    consents_for,
    public_stories,
    public_story,
    stories_for,
    to_answer,
    to_publish,
)

__all__ = [
    "LAUNCHED",
    "STORY",
    "Reach",
    "Reached",
    "by_place",
    "by_topic",
    "consents_for",
    "goals_of",
    "held_between",
    "movements_for",
    "movements_in",
    "public_stories",
    "public_story",
    "sessions_for",
    "stories_for",
    "to_answer",
    "to_close",
    "to_publish",
]
