"""How campaigns stand, in words: for lists, heads, the overview and the calendar."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienket.campaigns.models import Campaign
from lienket.campaigns.rules import Standing

#: Icon, tone and word of each standing.
LOOKS: dict[Standing, tuple[str, str, Promise]] = {
    Standing.DRAFT: ("edit", "", gettext_lazy("Not announced yet")),
    Standing.AHEAD: ("calendar-time", "", gettext_lazy("Announced")),
    Standing.RUNNING: ("player-play", "state-seen", gettext_lazy("Running")),
    Standing.OVER: ("writing", "state-problem", gettext_lazy("Over, without closing words")),
    Standing.CLOSED: ("circle-check", "state-done", gettext_lazy("Closed")),
    Standing.CALLED_OFF: ("ban", "", gettext_lazy("Called off")),
}


@dataclass(frozen=True)
class Row:
    """A campaign and how it stands today."""

    campaign: Campaign
    standing: Standing
    today: date

    @classmethod
    def of(cls, campaign: Campaign, today: date) -> "Row":
        """How it stands today."""
        return cls(campaign, campaign.standing(today), today)

    @property
    def look(self) -> dict[str, object]:
        """Icon, tone and word."""
        icon, tone, word = LOOKS[self.standing]
        return {"icon": icon, "tone": tone, "word": word}

    @property
    def time(self) -> str:
        """How many days there are to go, to its beginning or to its end."""
        if self.standing == Standing.AHEAD:
            days = (self.campaign.starts_on - self.today).days
            return ngettext("begins in {n} day", "begins in {n} days", days).format(n=days)
        if self.standing == Standing.RUNNING:
            days = (self.campaign.ends_on - self.today).days
            if not days:
                return _("last day")
            return ngettext("{n} day to go", "{n} days to go", days).format(n=days)
        return ""
