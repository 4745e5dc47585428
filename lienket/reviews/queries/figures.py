"""Figures of indicators: derived ones from the rows of the record, others from what was entered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.kernel.actors import Actor
from lienket.obligations.rules.spans import midnight
from lienket.organizations.models import Succession
from lienket.reviews.catalogue import INDICATORS, Indicator
from lienket.reviews.models import EnteredFigure
from lienket.reviews.rules import Aggregation, Days, Figure

#: What becomes of the rows of a period; the second figure of a share is how many there were.
_AGGREGATES = {
    Aggregation.SUM: "coalesce(sum(value), 0), sum(second)",
    Aggregation.LAST: "coalesce(sum(value), 0), sum(second)",
    Aggregation.RATE: "round(100 * avg(value), 1), nullif(count(*), 0)",
    Aggregation.MEDIAN: (
        "round(percentile_cont(0.5) WITHIN GROUP (ORDER BY value)::numeric, 1), NULL"
    ),
}


@dataclass(frozen=True)
class Sight:
    """Whose rows are counted: a circle, and those of its subsets that somebody belongs to."""

    circle_id: int
    circles: tuple[int, ...]
    # The day on which the circle was formed: there is no record of what was before.
    since: date

    @classmethod
    def of(cls, by: Actor, circle_id: int) -> "Sight":
        """What `by` sees of a circle. Raises Circle.DoesNotExist."""
        seen = circles.circles_for(by)
        root = seen.get(id=circle_id)
        subsets = seen.filter(parent=root).values_list("id", flat=True)
        return cls(root.id, (root.id, *subsets), timezone.localdate(root.formed_at))


def figures(sight: Sight, days: Days, now: datetime) -> dict[str, Figure]:
    """The figure of every indicator in a period, by code; one statement for all derived ones."""
    derived = [one for one in INDICATORS if one.derived]
    found = dict(_computed(derived, sight, days, now))
    entered = _entered(sight, days)
    for one in INDICATORS:
        if not one.derived:
            found[one.code] = _summed(one, entered[one.code])
    return found


def figure(one: Indicator, sight: Sight, days: Days, now: datetime) -> Figure:
    """The figure of one indicator."""
    if one.derived:
        return dict(_computed([one], sight, days, now))[one.code]
    return _summed(one, entered_within(sight, days, one.code)[::-1])


def base(sight: Sight, days: Days, now: datetime) -> dict[str, Figure]:
    """The figures of the same period a year before; none of what the record cannot know.

    A circle that was formed within that period, or later, has no base: 0 would be a lie.
    """
    before = days.year_before
    found = figures(sight, before, now)
    if sight.since > before.first:
        found |= {one.code: Figure() for one in INDICATORS if one.derived}
    return found


def _computed(
    indicators: Iterable[Indicator], sight: Sight, days: Days, now: datetime
) -> Iterator[tuple[str, Figure]]:
    statements = [
        f"SELECT '{one.code}', {_AGGREGATES[one.aggregation]}, count(*) FROM ({one.sql}) AS rows"
        for one in indicators
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), _parameters(sight, days, now))
        for code, value, second, rows in cursor.fetchall():
            yield code, Figure(value, second, rows)


def rows(
    one: Indicator, sight: Sight, days: Days, now: datetime, *, most: int, skip: int = 0
) -> list[tuple[int, datetime | date, Decimal, Decimal | None]]:
    """The rows behind a derived figure, the latest first: key, moment, value and second value."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, at, value, second FROM ({one.sql}) AS rows"
            " ORDER BY at DESC, id DESC LIMIT %(most)s OFFSET %(skip)s",
            {**_parameters(sight, days, now), "most": most, "skip": skip},
        )
        return list(cursor.fetchall())


def _parameters(sight: Sight, days: Days, now: datetime) -> dict[str, Any]:
    return {
        "circles": list(sight.circles),
        "first": days.first,
        "after": days.after,
        "since": midnight(days.first),
        "until": midnight(days.after),
        "now": now,
    }


def entered_within(sight: Sight, days: Days, code: str) -> Sequence[EnteredFigure]:
    """What was entered for an indicator in periods that lie within this one, the latest first."""
    return list(
        EnteredFigure.objects.filter(
            circle=sight.circle_id,
            code=code,
            replaced_at=None,
            starts_on__gte=days.first,
            ends_on__lte=days.last,
        )
        .select_related("organization", "file")
        .order_by("-ends_on", "-id")
    )


def _entered(sight: Sight, days: Days) -> dict[str, list[EnteredFigure]]:
    found = defaultdict(list)
    for one in EnteredFigure.objects.filter(
        circle=sight.circle_id,
        replaced_at=None,
        starts_on__gte=days.first,
        ends_on__lte=days.last,
    ).order_by("ends_on", "id"):
        found[one.code].append(one)
    return found


def _summed(one: Indicator, entered: Collection[EnteredFigure]) -> Figure:
    """Entered figures of parties as one; of a stock only the last of each party counts."""
    if one.aggregation == Aggregation.LAST:
        entered = {figure.organization_id: figure for figure in entered}.values()
    if not entered:
        return Figure()
    seconds = [figure.second for figure in entered if figure.second is not None]
    return Figure(
        value=sum((figure.value for figure in entered), Decimal()),
        second=sum(seconds, Decimal()) if seconds else None,
        rows=len(entered),
    )


def successions(circle_id: int, since: date, until: date) -> list[date]:
    """The days on which members of a circle were succeeded by others, the earliest first.

    A unit that was only renamed is the same as before.
    """
    members = Membership.objects.filter(circle=circle_id).values("organization")
    found = Succession.objects.filter(
        predecessor__in=members,
        applied_at__isnull=False,
        effective_on__gt=since,
        effective_on__lte=until,
    ).exclude(kind=Succession.Kind.RENAME)
    return sorted(set(found.values_list("effective_on", flat=True)))
