"""What an organization is bringing in, and what would become of each row."""

from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from lienket.kernel.actors import Actor
from lienket.registers.importing.columns import columns_of
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry, Import

VERDICTS = ("refused", "new", "changed", "unchanged")


def imports_for(by: Actor) -> QuerySet[Import]:
    """The imports of `by`'s organization in its circles."""
    return Import.objects.filter(
        circle_id__in=by.circles, organization_id__in=by.organizations
    ).select_related("circle")


def judged(found: Import) -> QuerySet[Any]:
    """The rows of an import with their `verdict` as the register stands now, the refused first."""
    same = Entry.objects.filter(
        circle_id=found.circle_id,
        organization_id=found.organization_id,
        kind=found.kind,
        name=OuterRef("name"),
        number=OuterRef("number"),
        retired_at=None,
    )
    equal = {
        column: OuterRef(column)
        for column in columns_of(kinds[found.kind])
        if column not in {"name", "number"}
    }
    verdict = Case(
        When(~Q(problem=""), then=Value("refused")),
        When(Exists(same.filter(**equal)), then=Value("unchanged")),
        When(Exists(same), then=Value("changed")),
        default=Value("new"),
        output_field=CharField(),
    )
    first = Case(When(~Q(problem=""), then=Value(0)), default=Value(1))
    return found.lines.annotate(verdict=verdict, place=first).order_by("place", "row")


def counts_of(found: Import) -> dict[str, int]:
    """How many rows have each verdict."""
    counted = judged(found).order_by().values_list("verdict").annotate(count=Count("id"))
    return {**dict.fromkeys(VERDICTS, 0), **dict(counted)}
