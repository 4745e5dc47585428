"""How a task stands, in a word, an icon and a tone; and many of them as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.kernel.charts import Span, Spans
from lienket.plans.models import Plan, Task
from lienket.plans.queries import Standing, midnight


class Look(NamedTuple):
    """What a state looks like."""

    word: str | Promise
    icon: str
    tone: str


LOOKS = {
    "late": Look(gettext_lazy("Late"), "clock-exclamation", "state-late"),
    "slipping": Look(gettext_lazy("May be late"), "alert-triangle", "state-problem"),
    "reported": Look(gettext_lazy("Waits for confirmation"), "hourglass", "state-seen"),
    "open": Look(gettext_lazy("Under way"), "progress", "state-seen"),
    "waiting": Look(gettext_lazy("Waits for others"), "hourglass", ""),
    "planned": Look(gettext_lazy("Not begun yet"), "calendar-time", ""),
    "draft": Look(gettext_lazy("Draft"), "edit", ""),
    "done": Look(gettext_lazy("Done"), "circle-check", "state-done"),
    "dropped": Look(gettext_lazy("Dropped"), "ban", ""),
}


@dataclass(frozen=True)
class Shown:
    """A task as a page shows it."""

    task: Task
    state: str
    look: Look
    awaits: list[Task]
    why: list[str]

    @classmethod
    def of(cls, standing: Standing) -> "Shown":
        """With the reasons why it may be late, in words."""
        signs = standing.risk
        why = [
            words
            for applies, words in (
                (signs.predecessor_late, _("what it comes after is late")),
                (signs.silent, _("no report yet, and half of its time is over")),
                (signs.behind, _("less is done than time is over")),
            )
            if applies and standing.state == "slipping"
        ]
        return cls(standing.task, standing.state, LOOKS[standing.state], standing.awaits, why)

    @property
    def counts_down(self) -> bool:
        """Whether the time left is of interest."""
        return self.state in {"late", "slipping", "open"}


def picture(plan: Plan, shown: Sequence[Shown], now: datetime) -> Spans:
    """What lies when in a plan."""
    starts = [_begin(one.task, plan) for one in shown]
    ends = [one.task.due_at for one in shown]
    return Spans(
        _("What lies when"),
        min([midnight(plan.starts_on), *starts]),
        max([midnight(plan.ends_on), *ends]),
        [
            Span(
                one.task.title,
                start,
                one.task.due_at,
                str(one.look.word),
                share=1.0 if one.task.done_at else one.task.percent / 100,
                late=one.state == "late",
            )
            for one, start in zip(shown, starts, strict=True)
        ],
        now,
    )


def _begin(task: Task, plan: Plan) -> datetime:
    if task.starts_on:
        return midnight(task.starts_on)
    return min(
        max(task.given_at or midnight(plan.starts_on), midnight(plan.starts_on)), task.due_at
    )
