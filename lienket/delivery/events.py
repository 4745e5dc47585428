"""What happens to messages."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class MessageMoved(News):
    """A message was sent, delivered, or waits for another attempt."""

    message_id: int
    envelope_id: int
    organization_id: int
    state: str


@dataclass(frozen=True)
class MessageFailed(News):
    """A message will not arrive: its path refused it for good."""

    message_id: int
    envelope_id: int
    organization_id: int
    reason: int
