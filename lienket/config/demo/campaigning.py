"""High-peak campaigns of the demonstration, announced while its time is played back."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial

from lienket.campaigns import actions
from lienket.campaigns.actions import CampaignDraft
from lienket.config.demo.agreement import Peak
from lienket.config.demo.days import at_clock, day_of
from lienket.config.demo.founding import Stage
from lienket.obligations import queries as obligations

#: A moment of the playback, and what is done at it.
Deed = tuple[datetime, Callable[[], None]]


def deeds(stages: Sequence[Stage], now: datetime) -> list[Deed]:
    """Announcing each campaign, and what its days bring, in order of time."""
    found: list[Deed] = []
    for stage in stages:
        for peak in stage.scene.campaigns:
            announced = at_clock(now - timedelta(days=peak.announced), time(8))
            begins = at_clock(now - timedelta(days=peak.began), time(7))
            found.append((announced, partial(_announce, stage, peak, announced, now)))
            found.append((begins, partial(_turn, begins)))
    return sorted(found, key=lambda one: one[0])


def _announce(stage: Stage, peak: Peak, at: datetime, now: datetime) -> None:
    organizer = stage.units[peak.by].head
    stage.see()
    campaign = actions.plan_campaign(
        circle_id=stage.circle.id,
        draft=CampaignDraft(
            title=peak.title,
            decided_by=peak.decided_by,
            starts_on=day_of(now - timedelta(days=peak.began)),
            ends_on=day_of(now + timedelta(days=peak.left)),
            aim=peak.aim,
        ),
        by=organizer,
        now=at,
    )
    of_circle = obligations.obligations_for(organizer).filter(circle=stage.circle, ended_at=None)
    for code, cadence in peak.demands:
        actions.demand(
            campaign_id=campaign.id,
            obligation_id=of_circle.get(code=code).id,
            cadence=cadence,
            by=organizer,
            now=at,
        )
    actions.announce(campaign_id=campaign.id, by=organizer, now=at)


def _turn(at: datetime) -> None:
    actions.turn_due(now=at)
