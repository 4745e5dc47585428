"""What happens to regulations."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class RegulationDrafted(News):
    regulation_id: int


@dataclass(frozen=True)
class RegulationRevised(News):
    """Head, parties or text of a draft were changed."""

    regulation_id: int


@dataclass(frozen=True)
class DraftDiscarded(News):
    regulation_id: int


@dataclass(frozen=True)
class RoundOpened(News):
    """The parties are asked: `kind` is what for."""

    regulation_id: int
    round_id: int
    kind: str


@dataclass(frozen=True)
class RoundClosed(News):
    regulation_id: int
    round_id: int


@dataclass(frozen=True)
class VersionCommented(News):
    """An organization commented, or said that it has no comment."""

    regulation_id: int
    round_id: int
    organization_id: int


@dataclass(frozen=True)
class CommentAnswered(News):
    regulation_id: int
    comment_id: int


@dataclass(frozen=True)
class VersionSigned(News):
    """One party signed; others may still have to."""

    regulation_id: int
    version_id: int
    party_id: int


@dataclass(frozen=True)
class SigningStartedOver(News):
    """The signatures given so far are void: the text is to be changed."""

    regulation_id: int
    version_id: int


@dataclass(frozen=True)
class RegulationSigned(News):
    """The last signature was given: the first version is adopted."""

    regulation_id: int
    version_id: int


@dataclass(frozen=True)
class RegulationAmended(News):
    """A later version is adopted."""

    regulation_id: int
    version_id: int


@dataclass(frozen=True)
class RegulationRenewed(News):
    """The next term was signed: `regulation_id` is followed by `renewal_id`."""

    regulation_id: int
    renewal_id: int


@dataclass(frozen=True)
class RegulationEnded(News):
    regulation_id: int


@dataclass(frozen=True)
class SummaryPublished(News):
    regulation_id: int
    summary_id: int


@dataclass(frozen=True)
class ModelPublished(News):
    regulation_id: int
    model_id: int


@dataclass(frozen=True)
class ImportBegun(News):
    """A file was handed in to become the text of a draft."""

    regulation_id: int
    import_id: int
    organization_id: int


@dataclass(frozen=True)
class ImportProgressed(News):
    """More pages are read, or all of them, or reading has failed."""

    regulation_id: int
    import_id: int


@dataclass(frozen=True)
class ImportCancelled(News):
    regulation_id: int
    import_id: int


@dataclass(frozen=True)
class ImportAdopted(News):
    """The text that was read is now the text of the draft."""

    regulation_id: int
    import_id: int
