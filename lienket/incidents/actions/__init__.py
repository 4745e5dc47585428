"""The verbs of the module, by noun."""

from lienket.incidents.actions.aid import (
    ask_aid,
    commit_aid,
    decline_aid,
    offer_aid,
    release_aid,
    withdraw_aid,
)
from lienket.incidents.actions.closing import close_incident, reopen_incident
from lienket.incidents.actions.common import ANSWER, REPORT
from lienket.incidents.actions.entries import (
    Figures,
    assess,
    leave_role,
    rate,
    take_role,
    write_entry,
)
from lienket.incidents.actions.linking import give_task, link, link_mentioned
from lienket.incidents.actions.proving import hand_in
from lienket.incidents.actions.referrals import move_referral, receive_referral, refer
from lienket.incidents.actions.reporting import Report, report_incident
from lienket.incidents.actions.sharing import FIELDS, revoke_copy, share_copy
from lienket.incidents.actions.zero import sign_zero

__all__ = [
    "ANSWER",
    "FIELDS",
    "REPORT",
    "Figures",
    "Report",
    "ask_aid",
    "assess",
    "close_incident",
    "commit_aid",
    "decline_aid",
    "give_task",
    "hand_in",
    "leave_role",
    "link",
    "link_mentioned",
    "move_referral",
    "offer_aid",
    "rate",
    "receive_referral",
    "refer",
    "release_aid",
    "reopen_incident",
    "report_incident",
    "revoke_copy",
    "share_copy",
    "sign_zero",
    "take_role",
    "withdraw_aid",
    "write_entry",
]
