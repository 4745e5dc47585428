"""What happens to campaigns."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class CampaignPlanned(News):
    """Only the organizer sees it, until it is announced."""

    campaign_id: int


@dataclass(frozen=True)
class CampaignAnnounced(News):
    campaign_id: int


@dataclass(frozen=True)
class CampaignChanged(News):
    """Its last day, or what is owed more often during it."""

    campaign_id: int


@dataclass(frozen=True)
class CampaignCalledOff(News):
    campaign_id: int


@dataclass(frozen=True)
class CampaignBegun(News):
    campaign_id: int


@dataclass(frozen=True)
class CampaignEnded(News):
    campaign_id: int


@dataclass(frozen=True)
class CampaignClosed(News):
    campaign_id: int
