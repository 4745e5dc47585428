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

__all__ = [
    "LAUNCHED",
    "Reach",
    "Reached",
    "by_place",
    "by_topic",
    "goals_of",
    "held_between",
    "movements_for",
    "movements_in",
    "sessions_for",
    "to_close",
]
