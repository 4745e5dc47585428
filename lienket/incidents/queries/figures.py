"""How many incidents of which kind, where and when; exercises are never among them."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from lienket.incidents import rules
from lienket.incidents.models import Incident
from lienket.incidents.queries.incidents import counted
from lienket.incidents.queries.zero import moments

_TALLY = {"incidents": Count("id"), "persons": Coalesce(Sum("subjects"), 0)}


class Tally(NamedTuple):
    """So many incidents, and so many persons in them."""

    incidents: int = 0
    persons: int = 0


def by_kind(circle_id: int, since: date, until: date) -> dict[str, Tally]:
    """The tally of each kind that occurred."""
    rows = _within(circle_id, since, until).values_list("kind").annotate(**_TALLY).order_by()
    return {kind: Tally(incidents, persons) for kind, incidents, persons in rows}


def usual_kinds(circle_id: int, since: date, until: date, most: int) -> list[str]:
    """The kinds that occurred most often, at least twice; the most frequent first."""
    often = (
        _within(circle_id, since, until)
        .values_list("kind")
        .annotate(count=Count("id"))
        .filter(count__gt=1)
        .order_by("-count", "kind")
    )
    return [kind for kind, _count in often[:most]]


def by_site(circle_id: int, since: date, until: date) -> dict[int | None, Tally]:
    """The tally of each site; under None what happened elsewhere. Only what may be located."""
    rows = (
        _within(circle_id, since, until)
        .filter(kind__in=rules.LOCATABLE)
        .values_list("site_id")
        .annotate(**_TALLY)
        .order_by()
    )
    return {site: Tally(incidents, persons) for site, incidents, persons in rows}


def by_month(circle_id: int, since: date, until: date) -> dict[date, Tally]:
    """The tally of each month, by its first day; persons without those of stoppages."""
    suspects = Q(kind__in=rules.LOCATABLE)
    rows = (
        _within(circle_id, since, until)
        .annotate(month=TruncMonth("happened_at"))
        .values_list("month")
        .annotate(incidents=Count("id"), persons=Coalesce(Sum("subjects", filter=suspects), 0))
        .order_by()
    )
    return {
        timezone.localdate(month): Tally(incidents, persons) for month, incidents, persons in rows
    }


class Money(NamedTuple):
    """In đồng, and how many are still open."""

    damage: int
    recovered: int
    open: int


def money(circle_id: int, since: date, until: date) -> Money:
    """What was lost and recovered."""
    totals = _within(circle_id, since, until).aggregate(
        damage=Coalesce(Sum("damage"), 0),
        recovered=Coalesce(Sum("recovered"), 0),
        open=Count("id", filter=Q(closed_at=None)),
    )
    return Money(**totals)


def _within(circle_id: int, since: date, until: date) -> QuerySet[Incident]:
    first, after = moments(since, until)
    return Incident.objects.filter(
        counted(), circle_id=circle_id, happened_at__gte=first, happened_at__lt=after
    )
