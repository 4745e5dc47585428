"""What happens to asks."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class AskEscalated(News):
    """A step was taken because an answer is missing."""

    ask_id: int
    envelope_id: int
    organization_id: int
    step: int
    to: str


@dataclass(frozen=True)
class AcceptanceLapsed(News):
    """A duty was accepted and nothing came of it: it is open again."""

    ask_id: int
    envelope_id: int
    organization_id: int
