"""What a succession does to campaigns: whoever takes the place in the circle leads them on."""

from datetime import datetime

from lienket.campaigns.models import Campaign
from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.organizations import successions
from lienket.organizations.successions import Handover


@successions.carries
def carry_campaigns(handover: Handover, now: datetime) -> None:
    """The successor leads what is planned, runs, or lacks its closing words."""
    new = handover.successor_id
    if new is None:
        return
    led = Campaign.objects.filter(
        organization_id=handover.predecessor_id, closed_at=None, called_off_at=None
    )
    for campaign in led.select_related("circle").order_by("id"):
        circle = campaign.circle
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if takes and members.filter(organization_id=new).exists():
            campaign.organization_id = new
            campaign.save(update_fields=["organization"])
