"""The few words that leave the house: number, urgency, due time and link, never the content.

Everything is said in the language that is active now; channels activate the reader's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
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


class _Matter(NamedTuple):
    first: Promise
    reminder: Promise
    escalation: Promise
    button: Promise
    reply: Promise | None = None


def _telling(words: Promise, button: Promise) -> _Matter:
    """What only tells: nobody is asked, so nobody is reminded."""
    return _Matter(words, words, words, button)


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

#: What is not called a notice: the words of its first letter, of reminders, of silence, the button.
_MATTERS = {
    "duty": _Matter(
        gettext_lazy("{organization} owes something to {sender} under their regulation."),
        gettext_lazy(
            "{sender} is still waiting for what {organization} owes under their regulation."
        ),
        gettext_lazy(
            "{about} has not yet handed in what it owes to {sender} under their "
            "regulation, so it is passed on to you."
        ),
        gettext_lazy("Open what is due"),
    ),
    "task": _Matter(
        gettext_lazy("{sender} has given a task to {organization}."),
        gettext_lazy("{sender} is still waiting for {organization} to report on this task."),
        gettext_lazy(
            "{about} has not yet reported on this task from {sender}, so it is passed on to you."
        ),
        gettext_lazy("Open the task"),
    ),
    "plan": _Matter(
        gettext_lazy("{sender} puts a plan to {organization} for adoption."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to adopt this plan or to ask "
            "for a change."
        ),
        gettext_lazy(
            "{about} has not yet adopted this plan of {sender}, so it is passed on to you."
        ),
        gettext_lazy("Open the plan"),
    ),
    "petition": _Matter(
        gettext_lazy("{sender} puts a petition to {organization}."),
        gettext_lazy("{sender} is still waiting for {organization} to answer this petition."),
        gettext_lazy(
            "{about} has not yet answered this petition of {sender}, so it is passed on to you."
        ),
        gettext_lazy("Open the petition"),
        gettext_lazy("{sender} has answered the petition of {organization}."),
    ),
    "meeting": _Matter(
        gettext_lazy("{sender} invites {organization} to a meeting."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to say whether it comes to this meeting."
        ),
        gettext_lazy(
            "{about} has not yet said to {sender} whether it comes to this meeting, so it "
            "is passed on to you."
        ),
        gettext_lazy("Open the invitation"),
    ),
    "minutes": _Matter(
        gettext_lazy("{sender} asks {organization} to agree to the minutes of a meeting."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to agree to these minutes or to object."
        ),
        gettext_lazy(
            "{about} has not yet answered {sender} about these minutes, so it is passed on to you."
        ),
        gettext_lazy("Open the minutes"),
    ),
    "review": _Matter(
        gettext_lazy("{sender} asks {organization} to approve a review."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to approve this review or to object."
        ),
        gettext_lazy(
            "{about} has not yet answered {sender} about this review, so it is passed on to you."
        ),
        gettext_lazy("Open the review"),
    ),
    "incident": _telling(
        gettext_lazy("{sender} reports an incident to the members of the circle."),
        gettext_lazy("Open the incident"),
    ),
    "campaign": _telling(
        gettext_lazy(
            "{sender} announces a high-peak campaign, in which {organization} takes part."
        ),
        gettext_lazy("Open the campaign"),
    ),
    "campaign_change": _telling(
        gettext_lazy(
            "{sender} has changed a high-peak campaign in which {organization} takes part."
        ),
        gettext_lazy("Open the campaign"),
    ),
    "campaign_start": _telling(
        gettext_lazy("A high-peak campaign of {sender} begins today."),
        gettext_lazy("Open the campaign"),
    ),
    "campaign_end": _telling(
        gettext_lazy("A high-peak campaign of {sender} is over."),
        gettext_lazy("Open the campaign"),
    ),
    "movement": _telling(
        gettext_lazy("{sender} launches a movement, to which {organization} is called."),
        gettext_lazy("Open the movement"),
    ),
    "story": _Matter(
        gettext_lazy("{sender} asks {organization} whether others may read a story about it."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to say whether others may read a story "
            "about it."
        ),
        gettext_lazy(
            "{about} has not yet said to {sender} whether others may read a story about it, so it "
            "is passed on to you."
        ),
        gettext_lazy("Read the story and answer"),
    ),
    "watch": _Matter(
        gettext_lazy("{sender} asks {organization} to keep a heightened watch at a place."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to say whether it keeps this watch."
        ),
        gettext_lazy(
            "{about} has not yet said to {sender} whether it keeps a heightened watch, so it is "
            "passed on to you."
        ),
        gettext_lazy("Say whether you watch"),
    ),
    "aid": _Matter(
        gettext_lazy("{sender} asks {organization} for aid."),
        gettext_lazy("{sender} is still waiting for {organization} to say whether it can help."),
        gettext_lazy(
            "{about} has not yet said to {sender} whether it can help, so it is passed on to you."
        ),
        gettext_lazy("Say whether you help"),
    ),
    "referral": _Matter(
        gettext_lazy("{sender} hands a tip or crime report to {organization}."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to confirm the receipt of this tip or "
            "crime report."
        ),
        gettext_lazy(
            "{about} has not yet confirmed to {sender} the receipt of a tip or crime report, so "
            "it is passed on to you."
        ),
        gettext_lazy("Confirm receipt"),
    ),
    "false_claim": _Matter(
        gettext_lazy("{sender} asks {organization} to verify a false claim."),
        gettext_lazy("{sender} is still waiting for {organization} to verify a false claim."),
        gettext_lazy(
            "{about} has not yet verified a false claim that {sender} entered, so it is passed on "
            "to you."
        ),
        gettext_lazy("Open the false claim"),
    ),
    "public_warning": _Matter(
        gettext_lazy("{sender} has published or changed a public warning."),
        gettext_lazy("{sender} has published or changed a public warning."),
        gettext_lazy("{sender} has published or changed a public warning."),
        gettext_lazy("Open the warning"),
    ),
    "reading": _Matter(
        gettext_lazy("{sender} asks {organization} to read a text."),
        gettext_lazy(
            "{sender} is still waiting for {organization} to confirm that this text was read."
        ),
        gettext_lazy(
            "{about} has not yet confirmed to {sender} that this text was read, so it is "
            "passed on to you."
        ),
        gettext_lazy("Open the text"),
    ),
    "consultation": _Matter(
        gettext_lazy("{sender} asks {organization} for comments on a regulation."),
        gettext_lazy(
            "{sender} is still waiting for the comments of {organization} on this regulation."
        ),
        gettext_lazy(
            "{about} has not yet commented on this regulation of {sender}, so it is "
            "passed on to you."
        ),
        gettext_lazy("Open the draft"),
    ),
    "signature": _Matter(
        gettext_lazy("{sender} asks {organization} to sign a regulation."),
        gettext_lazy("{sender} is still waiting for {organization} to sign this regulation."),
        gettext_lazy(
            "{about} has not yet signed this regulation of {sender}, so it is passed on to you."
        ),
        gettext_lazy("Open the regulation"),
    ),
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
        requests.append(_deadline(letter, letter.due_at, now))
    return Wording(
        marks=" ".join(marks),
        title=" ".join([*marks, letter.reference]).strip(),
        request=" · ".join(requests),
        opening=str(_opening(letter)).format(
            sender=letter.sender,
            organization=letter.organization,
            about=letter.about or letter.organization,
        ),
        button=str(_button(letter)),
    )


def _opening(letter: Letter) -> Promise | str:
    matter = _MATTERS.get(letter.kind)
    return getattr(matter, letter.purpose, None) or _OPENINGS[letter.purpose]


def _button(letter: Letter) -> Promise | str:
    if letter.purpose in _BUTTONS:
        return _BUTTONS[letter.purpose]
    matter = _MATTERS.get(letter.kind)
    return matter.button if matter else _("Open the notice")


def subject(letter: Letter, wording: Wording) -> str:
    """One line: "[URGENT] TK-2026-014 · Organization · please confirm before 14:30 21/11"."""
    parts = (wording.title, letter.sender, wording.request)
    # Names are written by people: no line break may reach a header.
    return " ".join(" · ".join(part for part in parts if part).split())


def _deadline(letter: Letter, due_at: datetime, now: datetime) -> str:
    moment = f"{due_at.astimezone(ZoneInfo(letter.time_zone)):%H:%M %d/%m}"
    if letter.kind in _MATTERS:
        words = _("was due at {moment}") if now > due_at else _("please answer before {moment}")
    elif now > due_at:
        words = _("confirmation was due at {moment}")
    else:
        words = _("please confirm before {moment}")
    return words.format(moment=moment)
