"""What happens to proposals and watches."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class WatchProposed(News):
    proposal_id: int


@dataclass(frozen=True)
class ProposalGrown(News):
    """Further incidents were added to a proposal that nobody has decided yet."""

    proposal_id: int


@dataclass(frozen=True)
class ProposalDeclined(News):
    proposal_id: int


@dataclass(frozen=True)
class WatchBegun(News):
    watch_id: int


@dataclass(frozen=True)
class WatchConfirmed(News):
    """A watcher said whether it watches."""

    watch_id: int
    organization_id: int


@dataclass(frozen=True)
class WatchRenewed(News):
    watch_id: int


@dataclass(frozen=True)
class WatchEnded(News):
    """Its last day has passed: the watchers are asked what they did."""

    watch_id: int


@dataclass(frozen=True)
class WatchReported(News):
    watch_id: int
    organization_id: int


@dataclass(frozen=True)
class WatchClosed(News):
    watch_id: int
