"""How often obligations are owed on which days: their cadence, and what tightens it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from lienket.obligations.models import Obligation, Tightening
from lienket.obligations.rules import Cadence, Schedule, Stretch


def schedules_of(obligations: Iterable[Obligation]) -> dict[int, Schedule]:
    """The schedule of each obligation, by its id."""
    usual = {one.id: Cadence.from_json(one.cadence) for one in obligations}
    stretches: dict[int, list[Stretch]] = {}
    for one in in_force().filter(obligation__in=usual).order_by("first_day"):
        stretch = Stretch(one.first_day, one.last_day, Cadence.from_json(one.cadence))
        stretches.setdefault(one.obligation_id, []).append(stretch)
    return {key: Schedule(one, tuple(stretches.get(key, ()))) for key, one in usual.items()}


def schedule_of(obligation: Obligation) -> Schedule:
    """The schedule of one obligation."""
    return schedules_of([obligation])[obligation.id]


def in_force() -> QuerySet[Tightening]:
    """All tightenings that were not lifted, also those that are over or to come."""
    return Tightening.objects.filter(lifted_at=None)


def tightened_from(obligation: Obligation, day: date) -> QuerySet[Tightening]:
    """What tightens an obligation on a day or later, the earliest first."""
    ahead = in_force().filter(obligation=obligation, last_day__gte=day)
    return ahead.order_by("first_day")
