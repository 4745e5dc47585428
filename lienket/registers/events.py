"""What happens to registers."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class EntryMade(News):
    entry_id: int


@dataclass(frozen=True)
class EntryChanged(News):
    entry_id: int


@dataclass(frozen=True)
class EntryRenewed(News):
    """A paper is valid for longer."""

    entry_id: int


@dataclass(frozen=True)
class EntryRetired(News):
    entry_id: int


@dataclass(frozen=True)
class RenewalAsked(News):
    """An organization was asked to renew papers that expire."""

    ask_id: int
    organization_id: int


@dataclass(frozen=True)
class RegisterHandedIn(News):
    """A file was handed in, to be read."""

    import_id: int
    organization_id: int


@dataclass(frozen=True)
class RegisterImported(News):
    """All rows of a file were put into a register."""

    import_id: int
