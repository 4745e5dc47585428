"""Jobs that the journal defers: one per event and listener, in the transaction of the event."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lienket.journal import listeners
from lienket.journal.events import News


@app.task(
    name="journal.react",
    queue="reactions",
    # Waits of 2, 4, 8 … seconds: eight tries spread over some eight minutes.
    retry=RetryStrategy(max_attempts=8, exponential_wait=2),
)
def react(
    reaction: str,
    event_type: str,
    facts: dict[str, Any],
    circle_id: int | None,
    organization_id: int | None,
    at: str,
) -> None:
    """Run one reaction to one event."""
    listeners.react(
        reaction,
        event_type,
        facts,
        circle_id,
        organization_id,
        datetime.fromisoformat(at),
    )


def defer_reactions(
    events: Iterable[News],
    *,
    circle_id: int | None,
    organization_id: int | None,
    at: datetime,
) -> None:
    """Defer one job for each listener of each event, in one statement."""
    batch: list[dict[str, Any]] = [
        {
            "reaction": name,
            "event_type": event.type,
            "facts": event.facts(),
            "circle_id": circle_id,
            "organization_id": organization_id,
            "at": at.isoformat(),
        }
        for event in events
        for name in listeners.listeners(event.type)
    ]
    if batch:
        react.batch_defer(*batch)
