"""Which findings somebody may see, how they stand, and who is to do something about them."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from lienket.inspections.models import Finding
from lienket.inspections.rules import STATES, State
from lienket.kernel.actors import Actor, Member


def findings_for(by: Actor) -> QuerySet[Finding]:
    """The findings of all circles `by` belongs to; of an unsent record only for its author."""
    return (
        Finding.objects.filter(circle_id__in=by.circles)
        .exclude(~Q(organization_id__in=by.organizations), found_at=None)
        .select_related(
            "circle", "organization", "unit", "site", "visit", "answer__assessment", "task"
        )
    )


def in_circle(by: Actor, circle_id: int) -> QuerySet[Finding]:
    """The shared ones of a circle: the gravest first, then the earliest due."""
    found = findings_for(by).filter(circle_id=circle_id, found_at__isnull=False)
    return found.order_by("severity", F("task__due_at").asc(nulls_first=True), "id")


def in_state(state: State, now: datetime) -> Q:
    """The condition of a state, as `rules.state_of` tells it; lists and figures share it."""
    open_ = Q(closed_at=None)
    given = open_ & Q(task__isnull=False, task__dropped_at=None)
    conditions: dict[State, Q] = {
        "unassigned": open_ & (Q(task=None) | Q(task__dropped_at__isnull=False)),
        "overdue": given & Q(task__reported_at=None, task__due_at__lt=now),
        "open": given & Q(task__reported_at=None, task__due_at__gte=now),
        "recheck": given & Q(task__reported_at__isnull=False),
        "closed": Q(closed_at__isnull=False),
    }
    return conditions[state]


def counted(found: QuerySet[Finding], now: datetime) -> dict[State, int]:
    """How many there are in each state."""
    numbers = found.order_by().aggregate(
        **{state: Count("id", filter=in_state(state, now)) for state in STATES}
    )
    return {state: numbers[state] for state in STATES}


def to_assign(by: Member) -> QuerySet[Finding]:
    """What `by`'s organization found and gave nobody to put right yet, the gravest first."""
    nobody = Q(task=None) | Q(task__dropped_at__isnull=False)
    found = findings_for(by).filter(nobody, organization_id=by.organization_id, closed_at=None)
    return found.filter(found_at__isnull=False).order_by("severity", "found_at", "id")


def to_reinspect(by: Member) -> QuerySet[Finding]:
    """What was put right, and `by`'s organization is to look at.

    Whoever found it looks again; the chair of the circle does when the finder put it right itself.
    """
    own = by.organization_id
    theirs = Q(organization_id=own) & ~Q(task__organization_id=own)
    chaired = Q(task__organization_id=F("organization_id"), circle__chair_id=own)
    found = findings_for(by).filter(
        theirs | chaired, closed_at=None, task__reported_at__isnull=False, task__dropped_at=None
    )
    return found.order_by("task__reported_at", "id")
