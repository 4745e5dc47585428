"""How findings and areas stand, in words and pictures, for lists, heads and pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.inspections import rules
from lienket.inspections.models import Area, Assessment, Finding
from lienket.inspections.queries import assessments as queries
from lienket.inspections.rules import Count, State
from lienket.kernel.charts import Bar, Bars

#: Icon, tone and word of each state.
LOOKS: dict[State, tuple[str, str, Promise]] = {
    "unassigned": ("circle-dashed", "", _("Nobody is putting it right yet")),
    "open": ("hourglass", "", _("Being put right")),
    "overdue": ("clock-exclamation", "state-late", _("Overdue")),
    "recheck": ("eye", "", _("Waits for re-inspection")),
    "closed": ("circle-check", "state-done", _("Closed")),
}


@dataclass(frozen=True)
class Row:
    """A finding and how it stands, for lists and heads."""

    finding: Finding
    state: State

    @classmethod
    def of(cls, finding: Finding, now: datetime) -> "Row":
        """How it stands now."""
        task = finding.task
        return cls(
            finding,
            rules.state_of(
                task_due_at=task.due_at if task else None,
                reported_at=task.reported_at if task else None,
                dropped_at=task.dropped_at if task else None,
                closed_at=finding.closed_at,
                now=now,
            ),
        )

    @property
    def is_given(self) -> bool:
        """Whether somebody is putting it right now."""
        return self.state in {"open", "overdue"}

    @property
    def look(self) -> dict[str, object]:
        """Icon, tone and word."""
        icon, tone, word = LOOKS[self.state]
        return {"icon": icon, "tone": tone, "word": word}


@dataclass(frozen=True)
class Compared:
    """An area of an assessment beside the one before."""

    area: str
    count: Count
    earlier: Count | None

    @property
    def change(self) -> int | None:
        """Points more or less than last time."""
        if self.earlier is None or self.count.share is None or self.earlier.share is None:
            return None
        return self.count.share - self.earlier.share


def compare(assessment: Assessment, earlier: Assessment | None) -> list[Compared]:
    """Each area of an assessment beside the one before."""
    counts = queries.by_area([assessment, *([earlier] if earlier else [])])
    before = counts.get(earlier.id, {}) if earlier else {}
    return [
        Compared(str(area.label), count, before.get(area))
        for area, count in counts.get(assessment.id, {}).items()
    ]


def picture(areas: Sequence[Compared]) -> Bars:
    """The share met in each area."""
    bars = [Bar(one.area, one.count.share or 0, _words(one)) for one in areas]
    return Bars(gettext("Met, of what applies"), bars, whole=100)


def picture_of_sites(latest: Sequence[Assessment]) -> Bars:
    """The share met at the last assessment of each site."""
    counts = queries.by_area(latest)
    bars = []
    for one in latest:
        all_ = rules.total(counts.get(one.id, {}).values())
        bars.append(Bar(one.site.name, all_.share or 0, share_words(all_)))
    return Bars(gettext("Met at the last self-assessment"), bars, whole=100)


def picture_of_site(history: Sequence[Assessment]) -> Bars:
    """The share met each time, the latest first."""
    counts = queries.by_area(history)
    bars = []
    for one in history:
        all_ = rules.total(counts.get(one.id, {}).values())
        bars.append(Bar(f"{one.on:%d/%m/%Y}", all_.share or 0, share_words(all_)))
    return Bars(gettext("Met, time after time"), bars, whole=100)


def share_words(count: Count) -> str:
    """A share as one reads it: “83% · 5/6”."""
    if count.share is None:
        return gettext("does not apply")
    return f"{count.share}% · {count.met}/{count.asked}"


def _words(one: Compared) -> str:
    words = share_words(one.count)
    return f"{words} ({one.change:+})" if one.change else words


def areas_in_order(found: Sequence[str]) -> list[Area]:
    """The areas that occur, in their order."""
    return [area for area in Area if area in found]
