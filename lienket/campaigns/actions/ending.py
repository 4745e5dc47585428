"""Ending a campaign on another day, calling it off, closing it; telling when it turns."""

from datetime import date, datetime, timedelta

from lienket.campaigns import queries, rules
from lienket.campaigns.actions.common import (
    CampaignOver,
    next_turn,
    of_organizer,
    reason_of,
    require_going_on,
    tell_parties,
    today,
)
from lienket.campaigns.events import (
    CampaignBegun,
    CampaignCalledOff,
    CampaignChanged,
    CampaignClosed,
    CampaignEnded,
)
from lienket.campaigns.models import Campaign, Closing, Ending
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine, Member
from lienket.kernel.due import act_on_due
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_text
from lienket.obligations import actions as obligations
from lienket.obligations.models import Tightening

WORDS_LIMIT = 10_000
BATCH = 100
TRY_AGAIN = timedelta(minutes=5)


class NotAnnounced(Refusal):
    """This campaign is not announced yet. Change its days where it is planned."""

    status = 409


class SameDay(Refusal):
    """It ends on this day already. Choose another one."""

    field = "ends_on"


class RunsAlready(Refusal):
    """This campaign has begun. Let it end today, or on another day."""

    status = 409


class NotOverYet(Refusal):
    """This campaign still runs. Its closing words are written when it is over."""

    status = 409


class NoWords(Refusal):
    """Say what came of the campaign."""

    field = "words"


def move_end(
    *,
    campaign_id: int,
    ends_on: date,
    reason: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Campaign:
    """Let a campaign end earlier, today at the earliest, or later; its parties are told.

    Raises Campaign.DoesNotExist, OnlyTheOrganizer, CampaignOver, NotAnnounced, SameDay, NoReason
    and what `obligations.actions.move_end` refuses.
    """
    campaign = of_organizer(campaign_id, by)
    require_going_on(campaign, now)
    if campaign.announced_at is None:
        raise NotAnnounced
    if ends_on == campaign.ends_on:
        raise SameDay
    reason = reason_of(reason, not_secret=not_secret)
    for tightening in _held(campaign):
        if tightening.first_day > max(ends_on, today(now)) and ends_on >= campaign.starts_on:
            # It was added later, and would begin after the end.
            obligations.lift(tightening_id=tightening.id, by=by, now=now)
        else:
            obligations.move_end(tightening_id=tightening.id, last_day=ends_on, by=by, now=now)
    _note(campaign, ends_on, reason, by, now)
    campaign.ends_on = ends_on
    campaign.turns_at = next_turn(campaign)
    campaign.save(update_fields=["ends_on", "turns_at"])
    tell_parties(campaign, queries.CHANGED, now=now)
    journal.record(CampaignChanged(campaign.id), by=by, at=now, circle_id=campaign.circle_id)
    return campaign


def call_off(
    *, campaign_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Campaign:
    """Give a campaign up before it begins; its parties are told if they had been.

    Raises Campaign.DoesNotExist, OnlyTheOrganizer, CampaignOver, RunsAlready and NoReason.
    """
    campaign = of_organizer(campaign_id, by)
    require_going_on(campaign, now)
    if campaign.standing(today(now)) == rules.Standing.RUNNING:
        raise RunsAlready
    reason = reason_of(reason, not_secret=not_secret)
    for tightening in _held(campaign):
        obligations.lift(tightening_id=tightening.id, by=by, now=now)
    _note(campaign, None, reason, by, now)
    campaign.called_off_at, campaign.turns_at = now, None
    campaign.save(update_fields=["called_off_at", "turns_at"])
    if campaign.announced_at:
        tell_parties(campaign, queries.CHANGED, now=now)
    journal.record(CampaignCalledOff(campaign.id), by=by, at=now, circle_id=campaign.circle_id)
    return campaign


def close_campaign(
    *, campaign_id: int, words: str, by: Member, now: datetime, not_secret: bool = False
) -> Closing:
    """As the organizer, say what came of a campaign that is over.

    Raises Campaign.DoesNotExist, OnlyTheOrganizer, NotOverYet, CampaignOver and NoWords.
    """
    campaign = of_organizer(campaign_id, by)
    stands = campaign.standing(today(now))
    if stands in (rules.Standing.CLOSED, rules.Standing.CALLED_OFF):
        raise CampaignOver
    if stands != rules.Standing.OVER:
        raise NotOverYet
    with about("words"):
        words = clean_text(words, WORDS_LIMIT, not_secret=not_secret).strip()
    if not words:
        raise NoWords
    closing = Closing.objects.create(
        circle_id=campaign.circle_id, campaign=campaign, words=words, by=by.id, at=now
    )
    campaign.closed_at = now
    campaign.save(update_fields=["closed_at"])
    journal.record(CampaignClosed(campaign.id), by=by, at=now, circle_id=campaign.circle_id)
    return closing


def turn_due(*, now: datetime, limit: int = BATCH) -> int:
    """Tell the parties of campaigns that begin today or are over; how many campaigns there were."""
    return act_on_due(Campaign, "turns_at", _turn, now=now, limit=limit, try_again=TRY_AGAIN)


def _turn(circle_id: int, campaign_ids: list[int], now: datetime) -> None:
    by = Engine(circles=(circle_id,))
    news: CampaignBegun | CampaignEnded
    for campaign in Campaign.objects.filter(id__in=campaign_ids).order_by("id"):
        if today(now) > campaign.ends_on:
            # After an outage over all of its days the beginning is no news any more.
            campaign.begun_at, campaign.turns_at = campaign.begun_at or now, None
            kind, news = queries.OVER, CampaignEnded(campaign.id)
        else:
            campaign.begun_at = now
            campaign.turns_at = next_turn(campaign)
            kind, news = queries.BEGINS, CampaignBegun(campaign.id)
        campaign.save(update_fields=["begun_at", "turns_at"])
        tell_parties(campaign, kind, now=now)
        journal.record(news, by=by, at=now, circle_id=circle_id)


def _held(campaign: Campaign) -> list[Tightening]:
    """The tightenings that were not lifted one by one before."""
    demands = queries.demands_of(campaign).filter(
        tightening__lifted_at=None, tightening__last_day=campaign.ends_on
    )
    return [one.tightening for one in demands if one.tightening]


def _note(campaign: Campaign, after: date | None, reason: str, by: Member, now: datetime) -> None:
    Ending.objects.create(
        circle_id=campaign.circle_id,
        campaign=campaign,
        before=campaign.ends_on,
        after=after,
        reason=reason,
        by=by.id,
        at=now,
    )
