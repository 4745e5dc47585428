"""How far the goals of a movement came, as rows and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.awareness import queries
from lienket.awareness.models import Goal, Movement
from lienket.awareness.queries import Reached
from lienket.kernel.charts import Bar, Bars
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name


@dataclass(frozen=True)
class Part:
    """What one organization did towards a goal, and the address of its rows."""

    organization: Organization
    done: int
    url: str


@dataclass(frozen=True)
class GoalRow:
    """A goal, how far it was reached, and by whom."""

    goal: Goal
    done: int
    percent: int
    parts: list[Part]
    url: str

    @property
    def who(self) -> str:
        """Who is to reach it."""
        return self.goal.organization.short_name if self.goal.organization else _("All members")

    @property
    def label(self) -> str:
        """What is to be reached, and by whom unless it is for all."""
        return f"{self.who}: {self.goal.what}" if self.goal.organization else self.goal.what

    @property
    def words(self) -> str:
        """ "34 / 50 buổi · 68 %"."""
        goal = self.goal
        return f"{self.done} / {goal.target} {goal.unit} · {self.percent} %"


def rows_of(movement: Movement) -> list[GoalRow]:
    """Every goal of a movement in the order in which they were set."""
    reached = queries.goals_of(movement)
    ids = {organization_id for one in reached for organization_id in one.by_party}
    named = list(Organization.objects.filter(id__in=ids).order_by(by_name("short_name")))
    return [_row(one, movement, named) for one in reached]


def picture(rows: Sequence[GoalRow]) -> Bars | None:
    """Every goal as a bar; a whole one is its target."""
    bars = [Bar(row.label, min(row.percent, 100), row.words, row.url) for row in rows]
    return Bars(_("How far the goals are reached"), bars, whole=100) if bars else None


def _row(reached: Reached, movement: Movement, named: Sequence[Organization]) -> GoalRow:
    goal = reached.goal
    only = goal.organization_id
    return GoalRow(
        goal,
        reached.done,
        reached.percent,
        [
            Part(one, reached.by_party[one.id], _url(goal, movement, one.id))
            for one in named
            if one.id in reached.by_party and only in (None, one.id)
        ],
        _url(goal, movement, only),
    )


def _url(goal: Goal, movement: Movement, organization_id: int | None) -> str:
    """The rows behind a figure: sessions, or what was reported."""
    if goal.measure == Goal.Measure.REPORTED:
        return reverse("awareness:goal", args=[goal.id])
    asked = {"movement": movement.id} | (
        {"organization": organization_id} if organization_id else {}
    )
    return f"{reverse('awareness:sessions', args=[movement.circle_id])}?{urlencode(asked)}"
