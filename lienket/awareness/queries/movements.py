"""Which movements somebody may see, and how far they came."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from lienket.awareness.models import Goal, Material, Movement, Progress
from lienket.awareness.rules import percent
from lienket.delivery.models import Message
from lienket.kernel.actors import Actor, LinkHolder, Member

#: What letters about movements are about, as `delivery.Envelope.kind`.
LAUNCHED = "movement"


def movements_for(by: Actor) -> QuerySet[Movement]:
    """The movements of all circles `by` belongs to; a link opens the one it was sent about."""
    found = Movement.objects.filter(circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        about = Message.objects.filter(id=by.message_id, envelope__kind=LAUNCHED)
        found = found.filter(reference__in=about.values("envelope__reference"))
    return found.select_related("organization", "circle").order_by("-starts_on", "-id")


def movements_in(by: Actor, circle_id: int) -> QuerySet[Movement]:
    """Those of one circle, the latest first."""
    return movements_for(by).filter(circle_id=circle_id)


def to_close(by: Member, today: date) -> QuerySet[Movement]:
    """Movements of `by`'s organization that are over and lack its closing words."""
    own = movements_for(by).filter(organization_id=by.organization_id, closed_at=None)
    return own.filter(ends_on__lt=today).order_by("ends_on", "id")


@dataclass(frozen=True)
class Reached:
    """How far a goal was reached: by each organization, and by all together."""

    goal: Goal
    by_party: dict[int, int]

    @property
    def done(self) -> int:
        """What counts: the part of whoever the goal is for, or the sum."""
        if self.goal.organization_id:
            return self.by_party.get(self.goal.organization_id, 0)
        return sum(self.by_party.values())

    @property
    def percent(self) -> int:
        """The same in percent of the target."""
        return percent(self.done, self.goal.target)


def goals_of(movement: Movement) -> list[Reached]:
    """The goals of a movement in the order in which they were set, and how far each was reached."""
    goals = Goal.objects.filter(movement=movement).select_related("organization").order_by("id")
    counted = {
        Goal.Measure.SESSIONS: _held(movement, Count("id")),
        Goal.Measure.ATTENDANCE: _held(movement, Sum("attendance")),
        Goal.Measure.PIECES: _pieces(movement),
    }
    reported = _reported(movement)
    return [
        Reached(goal, counted.get(Goal.Measure(goal.measure), reported.get(goal.id, {})))
        for goal in goals
    ]


def _held(movement: Movement, count: Count | Sum) -> dict[int, int]:
    rows = movement.sessions.values_list("organization_id").annotate(total=count)
    return dict(rows.order_by())


def _pieces(movement: Movement) -> dict[int, int]:
    rows = Material.objects.filter(session__movement=movement)
    totals = rows.values_list("session__organization_id").annotate(total=Sum("count"))
    return dict(totals.order_by())


def _reported(movement: Movement) -> dict[int, dict[int, int]]:
    rows = Progress.objects.filter(goal__movement=movement)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for goal_id, organization_id, total in (
        rows.values_list("goal_id", "organization_id").annotate(total=Sum("amount")).order_by()
    ):
        found[goal_id][organization_id] = total
    return found
