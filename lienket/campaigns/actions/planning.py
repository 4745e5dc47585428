"""Planning a campaign, choosing what it demands, and announcing it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from lienket.campaigns import queries, rules
from lienket.campaigns.actions.common import (
    DAY,
    next_turn,
    of_organizer,
    require_going_on,
    tell,
    today,
)
from lienket.campaigns.events import CampaignAnnounced, CampaignChanged, CampaignPlanned
from lienket.campaigns.models import Campaign, Demand
from lienket.circles.actions import open_circle, take_number
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.obligations import actions as obligations
from lienket.obligations.actions import MANAGE
from lienket.obligations.actions.tightenings import check, check_days
from lienket.obligations.models import Obligation
from lienket.obligations.rules import Cadence, Stretch

TITLE_LIMIT, AIM_LIMIT, DECIDED_LIMIT = 300, 5_000, 300


class NoTitle(Refusal):
    """Give the campaign a name."""

    field = "title"


class NotDecided(Refusal):
    """Say who decided the campaign, and in which paper."""

    field = "decided_by"


class NothingDemanded(Refusal):
    """Choose at least one obligation that is owed more often, then announce the campaign."""

    status = 409


class AnnouncedAlready(Refusal):
    """This campaign is announced. Its last day can be moved, and obligations can be added."""

    status = 409


class DemandedAlready(Refusal):
    """{code} is demanded by this campaign already."""

    field = "obligation"


class NotYourRegulation(Refusal):
    """Choose an obligation of a regulation in this circle that your organization keeps."""

    field = "obligation"


@dataclass(frozen=True)
class CampaignDraft:
    """What is filled in about a campaign; both days are included."""

    title: str
    decided_by: str
    starts_on: date
    ends_on: date
    aim: str = ""

    def cleaned(self, now: datetime, *, not_secret: bool) -> "CampaignDraft":
        """The same, tidied; refused if it makes no sense."""
        with about("title"):
            title = clean_line(self.title, TITLE_LIMIT, not_secret=not_secret)
        with about("aim"):
            aim = clean_text(self.aim, AIM_LIMIT, not_secret=not_secret).strip()
        with about("decided_by"):
            decided_by = clean_line(self.decided_by, DECIDED_LIMIT, not_secret=not_secret)
        if not title:
            raise NoTitle
        if not decided_by:
            raise NotDecided
        check_days(self.starts_on, self.ends_on, now)
        return replace(self, title=title, aim=aim, decided_by=decided_by)


def plan_campaign(
    *, circle_id: int, draft: CampaignDraft, by: Member, now: datetime, not_secret: bool = False
) -> Campaign:
    """Write a campaign down; only its organizer sees it until it is announced.

    Raises Circle.DoesNotExist, CircleClosed, NoTitle, NotDecided, BeginsTooSoon,
    EndsBeforeItBegins and TooLong.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    draft = draft.cleaned(now, not_secret=not_secret)
    campaign = Campaign.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        reference=take_number(circle, rules.PREFIX, now=now),
        title=draft.title,
        aim=draft.aim,
        decided_by=draft.decided_by,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        planned_at=now,
        by=by.id,
    )
    journal.record(CampaignPlanned(campaign.id), by=by, at=now, circle_id=circle.id)
    return campaign


def change_campaign(
    *, campaign_id: int, draft: CampaignDraft, by: Member, now: datetime, not_secret: bool = False
) -> Campaign:
    """Change what was planned, before it is announced.

    Raises Campaign.DoesNotExist, OnlyTheOrganizer, AnnouncedAlready and as `plan_campaign`.
    """
    campaign = of_organizer(campaign_id, by)
    if campaign.announced_at:
        raise AnnouncedAlready
    draft = draft.cleaned(now, not_secret=not_secret)
    campaign.title, campaign.aim, campaign.decided_by = draft.title, draft.aim, draft.decided_by
    campaign.starts_on, campaign.ends_on = draft.starts_on, draft.ends_on
    campaign.save()
    journal.record(CampaignPlanned(campaign.id), by=by, at=now, circle_id=campaign.circle_id)
    return campaign


def demand(
    *, campaign_id: int, obligation_id: int, cadence: Cadence, by: Member, now: datetime
) -> Demand:
    """Have an obligation owed more often during a campaign.

    If it runs already, from tomorrow on, and the parties are told at once. Raises
    Campaign.DoesNotExist, OnlyTheOrganizer, CampaignOver, NotYourRegulation, DemandedAlready, and
    the refusals of `obligations.actions.tightenings.check`.
    """
    campaign = of_organizer(campaign_id, by)
    require_going_on(campaign, now)
    obligation = _demandable(campaign, obligation_id, by)
    if queries.demands_of(campaign).filter(obligation=obligation).exists():
        raise DemandedAlready(code=obligation.code)
    cadence = replace(cadence, moves="stay")
    demanded = Demand(
        circle_id=campaign.circle_id,
        campaign=campaign,
        obligation=obligation,
        cadence=cadence.to_json(),
    )
    if campaign.announced_at:
        _tighten(demanded, by, now)
        tell(campaign, queries.CHANGED, queries.parties_of([obligation.id]), now=now)
        _record_change(campaign, by, now)
    else:
        check(obligation, Stretch(campaign.starts_on, campaign.ends_on, cadence), now)
    demanded.save()
    return demanded


def withdraw_demand(*, demand_id: int, by: Member, now: datetime) -> None:
    """Have an obligation owed as usual again: from tomorrow on if the campaign is announced.

    Raises Demand.DoesNotExist, OnlyTheOrganizer, CampaignOver and TighteningOver.
    """
    found = Demand.objects.filter(circle_id__in=by.circles).get(id=demand_id)
    campaign = of_organizer(found.campaign_id, by)
    require_going_on(campaign, now)
    if found.tightening_id is None:
        found.delete()
        return
    obligations.lift(tightening_id=found.tightening_id, by=by, now=now)
    tell(campaign, queries.CHANGED, queries.parties_of([found.obligation_id]), now=now)
    _record_change(campaign, by, now)


def announce(*, campaign_id: int, by: Member, now: datetime) -> Campaign:
    """Show a campaign to the circle: what it demands is owed more often in its days.

    Whoever owes it is told. Raises Campaign.DoesNotExist, OnlyTheOrganizer, AnnouncedAlready,
    NothingDemanded, and what `demand` refuses if that has come about meanwhile.
    """
    campaign = of_organizer(campaign_id, by)
    if campaign.announced_at:
        raise AnnouncedAlready
    demands = list(queries.demands_of(campaign))
    if not demands:
        raise NothingDemanded
    for one in demands:
        _tighten(one, by, now)
        one.save(update_fields=["tightening"])
    campaign.announced_at = now
    campaign.turns_at = next_turn(campaign)
    campaign.save(update_fields=["announced_at", "turns_at"])
    parties = queries.parties_of([one.obligation_id for one in demands])
    tell(campaign, queries.ANNOUNCED, parties, now=now)
    journal.record(CampaignAnnounced(campaign.id), by=by, at=now, circle_id=campaign.circle_id)
    return campaign


def _demandable(campaign: Campaign, obligation_id: int, by: Member) -> Obligation:
    found = queries.demandable(by, campaign.circle_id, campaign.ends_on).filter(id=obligation_id)
    obligation = found.first()
    if obligation is None:
        raise NotYourRegulation
    return obligation


def _tighten(demanded: Demand, by: Member, now: datetime) -> None:
    campaign = demanded.campaign
    first = campaign.starts_on
    if campaign.announced_at:
        # Added to one that runs perhaps already.
        first = max(first, today(now) + DAY)
    demanded.tightening = obligations.tighten(
        obligation_id=demanded.obligation_id,
        first_day=first,
        last_day=campaign.ends_on,
        cadence=Cadence.from_json(demanded.cadence),
        because=f"{campaign.reference} {campaign.title}",
        by=by,
        now=now,
    )


def _record_change(campaign: Campaign, by: Member, now: datetime) -> None:
    journal.record(CampaignChanged(campaign.id), by=by, at=now, circle_id=campaign.circle_id)
