"""The verbs of the module."""

from lienket.campaigns.actions.ending import (
    BATCH,
    call_off,
    close_campaign,
    move_end,
    turn_due,
)
from lienket.campaigns.actions.planning import (
    CampaignDraft,
    announce,
    change_campaign,
    demand,
    plan_campaign,
    withdraw_demand,
)
from lienket.campaigns.actions.renewing import follow_renewal
from lienket.obligations.actions import MANAGE

__all__ = [
    "BATCH",
    "MANAGE",
    "CampaignDraft",
    "announce",
    "call_off",
    "change_campaign",
    "close_campaign",
    "demand",
    "follow_renewal",
    "move_end",
    "plan_campaign",
    "turn_due",
    "withdraw_demand",
]
