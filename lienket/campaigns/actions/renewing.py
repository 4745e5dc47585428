"""A regulation is renewed while a campaign tightens what it obliges to: the next term follows."""

from datetime import datetime

from lienket.campaigns import queries
from lienket.campaigns.actions.common import DAY, tell, today
from lienket.campaigns.events import CampaignChanged
from lienket.campaigns.models import Campaign, Demand
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.obligations import actions as obligations
from lienket.regulations.models import Regulation


def follow_renewal(*, renewal_id: int, by: Engine, now: datetime) -> None:
    """Demand of the next term of a regulation what campaigns demand of the one before it.

    Where it does not oblige to the same, the campaign ends for that obligation with the earlier
    term, and its organizer is told: it may demand something else. Doing it again changes nothing.
    """
    renewal = Regulation.objects.select_for_update().get(id=renewal_id)
    tomorrow = today(now) + DAY
    demands = Demand.objects.filter(
        obligation__regulation=renewal.renews_id,
        campaign__announced_at__isnull=False,
        campaign__called_off_at=None,
        campaign__ends_on__gte=max(renewal.valid_from or tomorrow, tomorrow),
        tightening__lifted_at=None,
    )
    for campaign in Campaign.objects.filter(demands__in=demands).distinct().order_by("id"):
        _follow(campaign, list(demands.filter(campaign=campaign)), renewal, by, now)


def _follow(
    campaign: Campaign, demands: list[Demand], renewal: Regulation, by: Engine, now: datetime
) -> None:
    lost = False
    for one in demands:
        if one.tightening is None or one.tightening.last_day < campaign.ends_on:
            # Taken out, or followed before.
            continue
        taken = obligations.follow_into(renewal, one.tightening, by=by, now=now)
        if taken is None:
            lost = True
            continue
        Demand.objects.create(
            circle_id=campaign.circle_id,
            campaign=campaign,
            obligation=taken.obligation,
            cadence=taken.cadence,
            tightening=taken,
        )
    if lost:
        tell(campaign, queries.CHANGED, [campaign.organization_id], now=now)
    journal.record(CampaignChanged(campaign.id), by=by, at=now, circle_id=campaign.circle_id)
