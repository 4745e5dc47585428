"""The verbs of the module, by noun."""

from lienket.escalation.actions.asks import (
    accept,
    ask,
    hasten,
    lock,
    put_off,
    release_all,
    release_member,
    release_where,
    settle,
    settle_of,
)
from lienket.escalation.actions.plans import UnsoundPlan, plan_for, reset_plan, set_plan
from lienket.escalation.actions.steps import BATCH, escalate_overdue
from lienket.escalation.actions.successions import hand_over_asks
from lienket.escalation.actions.watch import beat, watch

__all__ = [
    "BATCH",
    "UnsoundPlan",
    "accept",
    "ask",
    "beat",
    "escalate_overdue",
    "hand_over_asks",
    "hasten",
    "lock",
    "plan_for",
    "put_off",
    "release_all",
    "release_member",
    "release_where",
    "reset_plan",
    "set_plan",
    "settle",
    "settle_of",
    "watch",
]
