"""What people fill in, by noun."""

from lienket.exchange.forms.answers import AnswerForm, CallForm, ReplyForm
from lienket.exchange.forms.bulletins import BulletinForm, ListForm, WithdrawalForm

__all__ = [
    "AnswerForm",
    "BulletinForm",
    "CallForm",
    "ListForm",
    "ReplyForm",
    "WithdrawalForm",
]
