"""How petitions stand, for lists, heads and the pages of a forum."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.kernel.actors import Member
from lienket.meetings.models import Meeting
from lienket.petitions import queries, rules
from lienket.petitions.models import Petition

#: Icon, tone and word of each state.
LOOKS: dict[str, tuple[str, str, Promise]] = {
    "open": ("hourglass", "", _("Waiting for an answer")),
    "overdue": ("clock-exclamation", "state-late", _("Overdue")),
    "answered": ("circle-check", "state-done", _("Answered")),
    "withdrawn": ("ban", "", _("Withdrawn")),
}


@dataclass(frozen=True)
class Row:
    """A petition and how it stands, for lists and heads."""

    petition: Petition
    state: str

    @classmethod
    def of(cls, petition: Petition, now: datetime) -> "Row":
        """How it stands now."""
        return cls(
            petition,
            rules.state_of(
                due_at=petition.due_at,
                answered_at=petition.answered_at,
                withdrawn_at=petition.withdrawn_at,
                now=now,
            ),
        )

    @property
    def waits(self) -> bool:
        """Whether an answer is still due."""
        return self.state in {"open", "overdue"}

    @property
    def look(self) -> dict[str, object]:
        """Icon, tone and word."""
        icon, tone, word = LOOKS[self.state]
        return {"icon": icon, "tone": tone, "word": word}


def rows_of(forum: Meeting, by: Member, now: datetime) -> list[Row]:
    """The petitions of a forum in the order in which they were raised."""
    raised = queries.petitions_for(by).filter(circle_id=forum.circle_id, meeting=forum)
    return [Row.of(one, now) for one in raised.order_by("asked_at", "id")]
