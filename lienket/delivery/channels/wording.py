"""The few words that leave the house: number, urgency, due time and link, never the content.

Everything is said in the language that is active now; channels activate the reader's.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules import is_urgent
from .base import Letter


@dataclass(frozen=True)
class Wording:
    """What a message says about its letter."""

    marks: str  # "[EXERCISE] [URGENT]"
    title: str  # the marks and the number
    request: str  # "please confirm before 14:30 21/11"; may be empty
    opening: str
    button: str


_DEGREES = {
    "urgent": gettext_lazy("URGENT"),
    "very_urgent": gettext_lazy("VERY URGENT"),
    "immediate": gettext_lazy("IMMEDIATE"),
}
_OPENINGS = {
    "first": gettext_lazy("{sender} has sent a notice to {organization}."),
    "reminder": gettext_lazy(
        "{sender} is still waiting for {organization} to confirm this notice."
    ),
    "escalation": gettext_lazy(
        "{about} has not yet confirmed this notice from {sender}, so it is passed on to you."
    ),
    "correction": gettext_lazy(
        "{sender} has corrected a notice to {organization}. Only the corrected notice is valid."
    ),
    "withdrawal": gettext_lazy(
        "{sender} has withdrawn this notice to {organization}. Nothing more needs to be done."
    ),
    "reply": gettext_lazy("{about} has written about this notice."),
    "verification": gettext_lazy(
        "Somebody entered this address to receive the notices of {organization}. "
        "If that is right, open the page and verify it; if not, ignore this message."
    ),
    "invitation": gettext_lazy("{sender} invites you to work with it for {organization}."),
}
_SUBJECTS = {
    "correction": gettext_lazy("corrected"),
    "withdrawal": gettext_lazy("withdrawn"),
    "reply": gettext_lazy("new reply"),
    "verification": gettext_lazy("verify this address"),
    "invitation": gettext_lazy("invitation"),
}
_ASKS_NOTHING = {"withdrawal", "reply", "verification", "invitation"}
_BUTTONS = {
    "verification": gettext_lazy("Verify the address"),
    "invitation": gettext_lazy("Open the invitation"),
}


def word(letter: Letter, now: datetime) -> Wording:
    """The words for one letter as they are at `now`, in the active language."""
    purpose = letter.purpose
    marks = []
    if letter.exercise:
        marks.append(f"[{_('EXERCISE')}]")
    if is_urgent(letter.urgency):
        marks.append(f"[{_DEGREES[letter.urgency]}]")
    requests = []
    if purpose in _SUBJECTS:
        requests.append(str(_SUBJECTS[purpose]))
    if letter.due_at and purpose not in _ASKS_NOTHING:
        requests.append(_deadline(letter.due_at, letter.time_zone, now))
    return Wording(
        marks=" ".join(marks),
        title=" ".join([*marks, letter.reference]).strip(),
        request=" · ".join(requests),
        opening=_OPENINGS[purpose].format(
            sender=letter.sender,
            organization=letter.organization,
            about=letter.about or letter.organization,
        ),
        button=str(_BUTTONS.get(purpose) or _("Open the notice")),
    )


def subject(letter: Letter, wording: Wording) -> str:
    """One line: "[URGENT] TK-2026-014 · Organization · please confirm before 14:30 21/11"."""
    parts = (wording.title, letter.sender, wording.request)
    # Names are written by people: no line break may reach a header.
    return " ".join(" · ".join(part for part in parts if part).split())


def _deadline(due_at: datetime, time_zone: str, now: datetime) -> str:
    moment = f"{due_at.astimezone(ZoneInfo(time_zone)):%H:%M %d/%m}"
    if now > due_at:
        return _("confirmation was due at {moment}").format(moment=moment)
    return _("please confirm before {moment}").format(moment=moment)
