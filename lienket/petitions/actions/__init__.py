"""The verbs of the module, by noun."""

from lienket.petitions.actions.answering import answer, hand_on
from lienket.petitions.actions.asking import ANSWER, Statement, raise_petition
from lienket.petitions.actions.forum import issue_list, record_question
from lienket.petitions.actions.judging import judge, publish, return_, withdraw

__all__ = [
    "ANSWER",
    "Statement",
    "answer",
    "hand_on",
    "issue_list",
    "judge",
    "publish",
    "raise_petition",
    "record_question",
    "return_",
    "withdraw",
]
