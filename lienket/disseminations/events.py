"""What happens to texts that are spread."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class TextDisseminated(News):
    dissemination_id: int


@dataclass(frozen=True)
class TextRead(News):
    """Somebody of an organization has read it; the news does not say who."""

    dissemination_id: int
    copy_id: int


@dataclass(frozen=True)
class SpreadCompleted(News):
    dissemination_id: int
    copy_id: int
