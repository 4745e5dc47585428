"""Signed zeros, reports and silence: who has said what about which month."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from lienket.incidents import rules
from lienket.incidents.models import Incident, ZeroReport
from lienket.incidents.queries.incidents import counted
from lienket.kernel.actors import Actor
from lienket.obligations.models import Obligation, Occurrence


def statements_for(by: Actor) -> QuerySet[ZeroReport]:
    """The zero reports of all circles `by` belongs to, the latest period first."""
    return (
        ZeroReport.objects.filter(circle_id__in=by.circles)
        .select_related("organization", "site", "circle")
        .order_by("-ends_on", "-id")
    )


def moments(starts_on: date, ends_on: date) -> tuple[datetime, datetime]:
    """From the first moment of a day to the first one after another, in local time."""
    first, after = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (starts_on, ends_on + timedelta(days=1))
    )
    return first, after


def against(statement: ZeroReport) -> QuerySet[Incident]:
    """What happened in the period and area of a statement: it speaks against it.

    Of a unit's area are the incidents it reported and those at its sites.
    """
    first, after = moments(statement.starts_on, statement.ends_on)
    unit = statement.organization_id
    where = (
        Q(site_id=statement.site_id)
        if statement.site_id
        else Q(organization_id=unit) | Q(site__organization_id=unit)
    )
    return (
        Incident.objects.filter(
            counted(),
            where,
            circle_id=statement.circle_id,
            happened_at__gte=first,
            happened_at__lt=after,
            kind__in=rules.kinds_of(statement.group),
        )
        .select_related("organization", "site", "zone", "corridor")
        .order_by("happened_at", "id")
    )


def fulfilled_with(statement: ZeroReport) -> QuerySet[Occurrence]:
    """What was owed for the period and handed in by signing the statement."""
    return (
        Occurrence.objects.filter(
            Q(circle_id=statement.circle_id) | Q(circle__parent_id=statement.circle_id),
            organization_id=statement.organization_id,
            fulfilled_at=statement.at,
            duty__obligation__proof=Obligation.Proof.ZERO,
        )
        .select_related("duty__obligation")
        .order_by("due_at", "id")
    )


@dataclass
class Said:
    """What a unit has said about one month: incidents, a signed zero, both, or nothing."""

    month: date
    reported: int = 0
    # Groups of kinds signed for, site by site or for the whole area, all over the month.
    signed: list[ZeroReport] = field(default_factory=list)
    # Signed, and something happened all the same: each statement with what speaks against it.
    contradicted: bool = False
    # The month is not over yet, or the unit was not a member then.
    open: bool = False

    @property
    def silent(self) -> bool:
        """Nothing was reported and nothing was signed."""
        return not (self.reported or self.signed or self.open)


def standing(
    circle_id: int,
    organization_ids: Collection[int],
    months: list[date],
    *,
    formed_on: date,
    today: date,
) -> dict[int, list[Said]]:
    """By organization, what it has said about each month: a signed zero counts as a report."""
    first, after = moments(months[0], rules.last_day(months[-1]))
    counts = _reported(circle_id, first, after)
    signed = _signed(circle_id, months)
    return {
        unit: [
            Said(
                month=month,
                reported=counts.get((unit, month), 0),
                signed=signed[unit, month],
                contradicted=any(against(one).exists() for one in signed[unit, month]),
                open=rules.last_day(month) >= today or rules.last_day(month) < formed_on,
            )
            for month in months
        ]
        for unit in organization_ids
    }


def _reported(circle_id: int, first: datetime, after: datetime) -> dict[tuple[int, date], int]:
    rows = (
        Incident.objects.filter(
            counted(), circle_id=circle_id, happened_at__gte=first, happened_at__lt=after
        )
        .annotate(month=TruncMonth("happened_at"))
        .values_list("organization_id", "month")
        .annotate(count=Count("id"))
        .order_by()
    )
    return {(unit, timezone.localdate(month)): count for unit, month, count in rows}


def _signed(
    circle_id: int, months: Iterable[date]
) -> "defaultdict[tuple[int, date], list[ZeroReport]]":
    """The statements that cover a whole month, by unit and month."""
    months = list(months)
    found: defaultdict[tuple[int, date], list[ZeroReport]] = defaultdict(list)
    rows = ZeroReport.objects.filter(
        circle_id=circle_id, ends_on__gte=months[0], starts_on__lte=months[-1]
    ).select_related("site")
    for one in rows.order_by("at", "id"):
        for month in months:
            if one.starts_on <= month and rules.last_day(month) <= one.ends_on:
                found[one.organization_id, month].append(one)
    return found
