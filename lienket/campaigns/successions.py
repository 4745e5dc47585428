"""What a succession does to campaigns: whoever takes the place in the circle leads them on."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from lienket.campaigns.models import Campaign
from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


@successions.touches
def campaigns(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each campaign it leads; it goes along with the place in the circle."""
    for campaign in _led(organization_id):
        yield Touched(
            key="",
            what=campaign.title,
            where=campaign.circle.name,
            url=reverse("campaigns:campaign", args=[campaign.id]),
        )


@successions.carries
def carry_campaigns(handover: Handover, now: datetime) -> None:
    """The successor leads what is planned, runs, or lacks its closing words."""
    new = handover.successor_id
    if new is None:
        return
    for campaign in _led(handover.predecessor_id):
        circle = campaign.circle
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if takes and members.filter(organization_id=new).exists():
            campaign.organization_id = new
            campaign.save(update_fields=["organization"])


def _led(organization_id: int) -> QuerySet[Campaign]:
    """What the unit leads that is planned, runs, or lacks its closing words."""
    led = Campaign.objects.filter(
        organization_id=organization_id, closed_at=None, called_off_at=None
    )
    return led.select_related("circle").order_by("id")
