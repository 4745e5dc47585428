"""The verbs of the module."""

from lienket.commendations.actions.considering import Minuted, agree, propose, return_
from lienket.commendations.actions.deciding import BATCH, Paper, decide, forget_names, present
from lienket.commendations.actions.drafting import (
    DossierDraft,
    change_dossier,
    discard,
    draft_dossier,
)
from lienket.commendations.actions.issuing import issue_report, issue_submission
from lienket.commendations.actions.nominating import Nomination, cite, nominate, strike
from lienket.obligations.actions import MANAGE

__all__ = [
    "BATCH",
    "MANAGE",
    "DossierDraft",
    "Minuted",
    "Nomination",
    "Paper",
    "agree",
    "change_dossier",
    "cite",
    "decide",
    "discard",
    "draft_dossier",
    "forget_names",
    "issue_report",
    "issue_submission",
    "nominate",
    "present",
    "propose",
    "return_",
    "strike",
]
