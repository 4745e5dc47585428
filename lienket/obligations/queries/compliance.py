"""How duties are kept, as figures; and the rows behind each of them.

What belongs to a span of time is exactly one of: in time, late, missed, excused, open; all but the
open ones have fallen due. The figures and the lists share these conditions, so that a list has as
many rows as its figure says.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Trunc

from lienket.circles import queries as circles
from lienket.kernel.actors import Actor
from lienket.obligations.models import Duty, ObligationParty, Occurrence
from lienket.obligations.rules import ZONE
from lienket.regulations.models import Regulation

State = Literal["in_time", "late", "missed", "open", "excused"]
STATES: tuple[State, ...] = ("in_time", "late", "missed", "excused", "open")


@dataclass(frozen=True)
class Figures:
    """How many there are, and what became of them. `confirmed` ones were fulfilled as well."""

    opened: int
    in_time: int
    late: int
    missed: int
    open: int
    excused: int
    confirmed: int
    # The middle time by which the late ones came after they were due.
    delay: timedelta | None

    @property
    def due(self) -> int:
        """Those whose time is over, or that were answered before."""
        return self.opened - self.open

    @property
    def judged(self) -> int:
        """Those that can be said to be kept or not."""
        return self.in_time + self.late + self.missed

    @property
    def kept(self) -> int | None:
        """Per cent fulfilled in time, rounded down; None if nothing can be judged."""
        return 100 * self.in_time // self.judged if self.judged else None


NOTHING = Figures(opened=0, in_time=0, late=0, missed=0, open=0, excused=0, confirmed=0, delay=None)


class Median(Aggregate):
    """The middle value, between the two middle ones of an even number."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def within(by: Actor, circle_id: int, since: datetime, until: datetime) -> QuerySet[Occurrence]:
    """What is due from `since` until before `until` in a circle and its subsets in sight.

    Raises Circle.DoesNotExist for a circle that `by` does not belong to.
    """
    return Occurrence.objects.filter(
        circle_id__in=family(by, circle_id), due_at__gte=since, due_at__lt=until
    ).select_related("duty")


def out_of_sight(by: Actor, regulation: Regulation, since: datetime, until: datetime) -> int:
    """How many duties of a regulation `by` does not see: some members owe them to one another.

    Counted are those that were owed at some time from `since` until before `until`.
    """
    owed = ObligationParty.objects.filter(
        obligation__regulation=regulation,
        obligation__defined_at__lt=until,
        role=ObligationParty.Role.RESPONSIBLE,
        party__organization__in=circles.organizations_in(regulation.circle_id, until),
    ).exclude(obligation__ended_at__lte=since)
    seen = Duty.objects.filter(
        obligation=OuterRef("obligation"),
        organization=OuterRef("party__organization"),
        circle_id__in=by.circles,
    )
    return owed.filter(~Exists(seen)).count()


def family(by: Actor, circle_id: int) -> list[int]:
    """A circle and its subsets in sight. Raises Circle.DoesNotExist."""
    seen = circles.circles_for(by)
    root = seen.get(id=circle_id)
    return [root.id, *seen.filter(parent=root).values_list("id", flat=True)]


def in_state(state: State, now: datetime) -> Q:
    """The condition of a state."""
    pending = Q(fulfilled_at=None, excused_at=None)
    conditions = {
        "in_time": Q(fulfilled_at__lte=F("late_at")),
        "late": Q(fulfilled_at__gt=F("late_at")),
        "missed": pending & Q(late_at__lt=now),
        "open": pending & Q(late_at__gte=now),
        "excused": Q(excused_at__isnull=False),
    }
    return conditions[state]


def fallen_due(now: datetime) -> Q:
    """The condition of those that are not open any more."""
    return ~in_state("open", now)


def total(found: QuerySet[Occurrence], now: datetime) -> Figures:
    """The figures of all of them."""
    return Figures(**found.aggregate(**_counted(now)))


def by_party(found: QuerySet[Occurrence], now: datetime) -> dict[int, Figures]:
    """The figures of each organization that owes."""
    return {key: figures for (key,), figures in _grouped(found, now, "organization_id")}


def by_obligation(found: QuerySet[Occurrence], now: datetime) -> dict[int, Figures]:
    """The figures of each obligation."""
    return {key: figures for (key,), figures in _grouped(found, now, "duty__obligation_id")}


def by_obligation_and_party(
    found: QuerySet[Occurrence], now: datetime
) -> dict[tuple[int, int], Figures]:
    """The figures of each obligation as each organization owes it."""
    rows = _grouped(found, now, "duty__obligation_id", "organization_id")
    return {(obligation, party): figures for (obligation, party), figures in rows}


def by_clause(found: QuerySet[Occurrence], now: datetime) -> dict[tuple[int, str], Figures]:
    """The figures of each clause, told by its regulation and its key."""
    obligation = "duty__obligation"
    rows = _grouped(found, now, f"{obligation}__regulation_id", f"{obligation}__clause_key")
    return {(regulation, key): figures for (regulation, key), figures in rows}


def by_party_and(
    unit: Literal["week", "month"], found: QuerySet[Occurrence], now: datetime
) -> dict[tuple[int, date], Figures]:
    """The figures of each organization in each week or month, told by its first day."""
    part = Trunc("due_at", unit, output_field=DateField(), tzinfo=ZONE)
    rows = _grouped(found.annotate(part=part), now, "organization_id", "part")
    return {(party, first): figures for (party, first), figures in rows}


def _grouped(
    found: QuerySet[Occurrence], now: datetime, *names: str
) -> list[tuple[tuple[Any, ...], Figures]]:
    rows = found.order_by().values(*names).annotate(**_counted(now))
    return [(tuple(row.pop(name) for name in names), Figures(**row)) for row in rows]


def _counted(now: datetime) -> dict[str, Aggregate]:
    # Rows and not ids are counted: what is sorted for the median is narrower without them.
    one = Value(1)
    return {
        "opened": Count(one),
        **{state: Count(one, filter=in_state(state, now)) for state in STATES},
        "confirmed": Count(one, filter=Q(confirmed_at__isnull=False)),
        "delay": Median(F("fulfilled_at") - F("due_at"), filter=in_state("late", now)),
    }
