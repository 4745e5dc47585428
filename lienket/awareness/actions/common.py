"""What the verbs share: days, words that lead to nobody, and refusals."""

from datetime import date, datetime

from lienket.documents.guard.persons import require_no_person
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.obligations.rules import ZONE
from lienket.organizations.models import Appointment

ANSWER = Appointment.Right.ANSWER_RECEIPT
ISSUE = Appointment.Right.ISSUE_BULLETIN
MANAGE = Appointment.Right.MANAGE_AGREEMENT
TITLE_LIMIT, REASON_LIMIT, TEXT_LIMIT = 200, 500, 5_000


class NoTitle(Refusal):
    """Say in a few words what it is called."""

    field = "title"


class NoReason(Refusal):
    """Give the reason; the other members read it."""

    field = "reason"


class NoWords(Refusal):
    """Write a few words."""


def line(field: str, text: str, limit: int, *, not_secret: bool) -> str:
    """One tidy line that leads to no single person."""
    with about(field):
        text = clean_line(text, limit, not_secret=not_secret)
        require_no_person(text)
    return text


def title_of(text: str, *, not_secret: bool) -> str:
    """A title, which must be given."""
    title = line("title", text, TITLE_LIMIT, not_secret=not_secret)
    if not title:
        raise NoTitle
    return title


def reason_of(text: str, *, not_secret: bool) -> str:
    """A reason, which must be given."""
    reason = line("reason", text, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    return reason


def words_of(field: str, text: str, *, not_secret: bool) -> str:
    """A longer text, which must be given."""
    with about(field):
        text = clean_text(text, TEXT_LIMIT, not_secret=not_secret).strip()
        require_no_person(text)
        if not text:
            raise NoWords
    return text


def today(now: datetime) -> date:
    """The local day."""
    return now.astimezone(ZONE).date()
