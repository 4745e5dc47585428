"""How watches and watchers stand, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienket.watches.models import Watch, Watcher

#: Icon, tone and word of each state of a watch.
LOOKS: dict[str, tuple[str, str, Promise]] = {
    "running": ("eye", "state-seen", gettext_lazy("Watched")),
    "over": ("writing", "state-problem", gettext_lazy("Over, reports are missing")),
    "closed": ("circle-check", "state-done", gettext_lazy("Ended")),
}


@dataclass(frozen=True)
class Row:
    """A watch and how it stands today."""

    watch: Watch
    state: str
    today: date

    @classmethod
    def of(cls, watch: Watch, today: date) -> "Row":
        """How it stands today."""
        over = "over" if today > watch.ends_on else "running"
        return cls(watch, "closed" if watch.closed_at else over, today)

    @property
    def look(self) -> dict[str, object]:
        """Icon, tone and word."""
        icon, tone, word = LOOKS[self.state]
        return {"icon": icon, "tone": tone, "word": word}

    @property
    def time(self) -> str:
        """How many days there are to go."""
        if self.state != "running":
            return ""
        days = (self.watch.ends_on - self.today).days
        if not days:
            return _("last day")
        return ngettext("{n} day to go", "{n} days to go", days).format(n=days)


def look_of(watcher: Watcher) -> dict[str, object]:
    """Icon, tone and word of what a watcher has said."""
    if watcher.reported_at:
        icon, tone, word = "circle-check", "state-done", _("Has reported")
    elif watcher.watches:
        icon, tone, word = "eye", "state-seen", _("Watches")
    elif watcher.watches is False:
        icon, tone, word = "ban", "state-problem", _("Cannot watch")
    else:
        icon, tone, word = "hourglass", "", _("Not confirmed yet")
    return {"icon": icon, "tone": tone, "word": word}
