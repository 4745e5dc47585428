"""What the verbs share: rights, tidy texts, and plausible days."""

from datetime import date, datetime

from django.utils import timezone

from lienket.inspections import rules
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.organizations.models import Appointment

ANSWER = Appointment.Right.ANSWER_RECEIPT
MANAGE = Appointment.Right.MANAGE_AGREEMENT
#: Of a question, a note and a finding: one line each.
LINE_LIMIT = 300


class NotYetOver(Refusal):
    """This day lies in the future. Say when it was."""

    field = "on"


class TooLongAgo(Refusal):
    """This day lies more than a year back. Look at the year again."""

    field = "on"


def line(field: str, text: str, limit: int, *, not_secret: bool) -> str:
    """One tidy line. Raises as the guard does, about that field."""
    with about(field):
        return clean_line(text, limit, not_secret=not_secret)


def words(field: str, text: str, limit: int, *, not_secret: bool) -> str:
    """The same for a longer text."""
    with about(field):
        return clean_text(text, limit, not_secret=not_secret).strip()


def require_plausible(on: date, now: datetime) -> None:
    """Refuse a day on which nobody can have been there, or that nobody remembers."""
    today = timezone.localdate(now)
    if not rules.is_plausible(on, today):
        raise NotYetOver if on > today else TooLongAgo
