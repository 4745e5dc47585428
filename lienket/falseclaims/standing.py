"""How claims stand, for lists and heads."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.falseclaims import rules
from lienket.falseclaims.models import Claim, PublicWarning

#: Icon, tone and word of each state.
LOOKS: dict[str, tuple[str, str, Promise]] = {
    "open": ("hourglass", "", _("Waiting to be verified")),
    "overdue": ("clock-exclamation", "state-late", _("Verification overdue")),
    "verified": ("shield-check", "state-seen", _("Verified, not public yet")),
    "published": ("speakerphone", "state-done", _("Public warning")),
    "expired": ("clock", "", _("Warning has expired")),
    "withdrawn": ("ban", "", _("Withdrawn")),
}


@dataclass(frozen=True)
class Row:
    """A claim and how it stands."""

    claim: Claim
    warning: PublicWarning | None
    state: str

    @classmethod
    def of(cls, claim: Claim, now: datetime) -> "Row":
        """How it stands now."""
        warning = getattr(claim, "warning", None)
        state = rules.state_of(
            due_at=claim.due_at,
            verified_at=claim.verified_at,
            valid_until=warning.valid_until if warning else None,
            withdrawn_at=claim.withdrawn_at,
            now=now,
            today=timezone.localdate(now),
        )
        return cls(claim, warning, state)

    @property
    def waits(self) -> bool:
        """Whether it is still to be verified."""
        return self.state in {"open", "overdue"}

    @property
    def look(self) -> dict[str, object]:
        """Icon, tone and word."""
        icon, tone, word = LOOKS[self.state]
        return {"icon": icon, "tone": tone, "word": word}
