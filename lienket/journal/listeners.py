"""Who wants to hear of which event. `record` defers one job per listener; a worker runs it.

A reaction may run again after a crash, so it looks at the database first and is safe to repeat.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from lienket.journal.events import News

#: A reaction takes the event, the circle it happened in, and when.
Reaction = Callable[..., None]

_listeners: dict[str, list[str]] = {}
_reactions: dict[str, Reaction] = {}


def on(event: type[News]) -> Callable[[Reaction], Reaction]:
    """Declare that the decorated function is to run after each `event`.

    It is called as `reaction(event, circle_id=…, organization_id=…, at=…)` without any context
    set: it opens its own transaction and says as whom it acts.
    """

    def declare(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__qualname__}"
        _reactions[name] = reaction
        _listeners.setdefault(event.__name__, []).append(name)
        return reaction

    return declare


def listeners(event_type: str) -> list[str]:
    """Names of the reactions to run after an event of this type."""
    return _listeners.get(event_type, [])


def react(
    name: str,
    event_type: str,
    facts: dict[str, Any],
    circle_id: int | None,
    organization_id: int | None,
    at: datetime,
) -> None:
    """Run one reaction; the job's whole work."""
    event = News.known[event_type](**facts)
    _reactions[name](event, circle_id=circle_id, organization_id=organization_id, at=at)
