"""What happens to petitions."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class PetitionRaised(News):
    """A question was put to an organization."""

    petition_id: int
    organization_id: int


@dataclass(frozen=True)
class PetitionHandedOn(News):
    """Another organization is to answer it."""

    petition_id: int
    organization_id: int


@dataclass(frozen=True)
class PetitionAnswered(News):
    petition_id: int
    organization_id: int


@dataclass(frozen=True)
class PetitionReturned(News):
    """The asker found the answer insufficient."""

    petition_id: int


@dataclass(frozen=True)
class PetitionJudged(News):
    """The asker said whether it is satisfied."""

    petition_id: int


@dataclass(frozen=True)
class PetitionWithdrawn(News):
    petition_id: int


@dataclass(frozen=True)
class AnswerPublished(News):
    """The answer to a confidential petition was shown to the whole circle."""

    publication_id: int
