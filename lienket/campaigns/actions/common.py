"""What the verbs share: who may act on a campaign, and how its parties are told."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from lienket.campaigns import queries, rules
from lienket.campaigns.models import Campaign
from lienket.circles import queries as circles
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.kernel.rows import insert
from lienket.obligations.actions import MANAGE
from lienket.obligations.rules import ZONE

REASON_LIMIT = 500
DAY = timedelta(days=1)


class OnlyTheOrganizer(NotAllowed):
    """Only the organization that leads the campaign may do this. Ask it to."""


class CampaignOver(Refusal):
    """This campaign is over or was called off; nothing can be changed about it any more."""

    status = 409


class NoReason(Refusal):
    """Give the reason; the parties read it."""

    field = "reason"


def of_organizer(campaign_id: int, by: Member) -> Campaign:
    """A campaign that `by`'s organization leads, held. Raises OnlyTheOrganizer."""
    by.require(MANAGE)
    seen = queries.campaigns_for(by)
    campaign = seen.select_for_update(of=("self",)).get(id=campaign_id)
    if campaign.organization_id != by.organization_id:
        raise OnlyTheOrganizer
    return campaign


def require_going_on(campaign: Campaign, now: datetime) -> None:
    """Refuse what makes sense only before a campaign is over."""
    if campaign.standing(today(now)) not in (
        rules.Standing.DRAFT,
        rules.Standing.AHEAD,
        rules.Standing.RUNNING,
    ):
        raise CampaignOver


def reason_of(text: str, *, not_secret: bool) -> str:
    """A reason, which must be given."""
    with about("reason"):
        reason = clean_line(text, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    return reason


def tell(campaign: Campaign, kind: str, parties: Collection[int], *, now: datetime) -> None:
    """A letter to those of these organizations that belong to the circle; it asks for nothing."""
    members = set(
        circles.members_of(campaign.circle_id, now).values_list("organization_id", flat=True)
    )
    envelope = insert(
        Envelope(
            circle_id=campaign.circle_id,
            organization_id=campaign.organization_id,
            kind=kind,
            reference=campaign.reference,
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=None,
        )
    )
    delivery.tell(envelope, sorted(members & set(parties)), now=now)


def tell_parties(campaign: Campaign, kind: str, *, now: datetime) -> None:
    """The same to all that owe something more often."""
    demanded = queries.demands_of(campaign).values_list("obligation_id", flat=True)
    tell(campaign, kind, queries.parties_of(list(demanded)), now=now)


def next_turn(campaign: Campaign) -> datetime | None:
    """When its parties are told next: on the morning it begins, and on the one after its end."""
    if campaign.announced_at is None or campaign.called_off_at:
        return None
    day = campaign.ends_on + DAY if campaign.begun_at else campaign.starts_on
    return datetime.combine(day, time(rules.TOLD_AT), ZONE)


def today(now: datetime) -> date:
    """The local day."""
    return now.astimezone(ZONE).date()
