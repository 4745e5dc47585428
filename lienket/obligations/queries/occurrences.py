"""Duties and each time they are due."""

from django.db.models import F, Q, QuerySet

from lienket.circles.models import Membership
from lienket.kernel.actors import Actor, Member
from lienket.obligations.models import Duty, Obligation, Occurrence


def duties_for(by: Actor) -> QuerySet[Duty]:
    """The duties that concern `by`, with their obligations."""
    return Duty.objects.filter(circle_id__in=by.circles).select_related("obligation")


def occurrences_for(by: Actor) -> QuerySet[Occurrence]:
    """The occurrences that concern `by`, with their duties."""
    return Occurrence.objects.filter(circle_id__in=by.circles).select_related("duty")


def obligation_of(occurrence: Occurrence) -> Obligation:
    """What the occurrence follows from; it may stand in the wider circle."""
    return Obligation.objects.get(id=occurrence.duty.obligation_id)


def waiting_for(by: Member) -> QuerySet[Occurrence]:
    """What the organization of `by` owes now, the earliest due first."""
    return (
        occurrences_for(by)
        .filter(organization_id=by.organization_id, fulfilled_at=None, excused_at=None)
        .order_by("due_at", "id")
    )


def to_confirm(by: Member) -> QuerySet[Occurrence]:
    """What was handed in to the organization of `by` and waits for its word."""
    observed = Membership.objects.filter(
        organization_id=by.organization_id, role=Membership.Role.OBSERVER
    )
    return (
        occurrences_for(by)
        .filter(
            Q(duty__asker_id=by.organization_id),
            fulfilled_at__isnull=False,
            confirmed_at=None,
        )
        .exclude(organization_id=by.organization_id)
        .exclude(circle_id__in=observed.values("circle_id"))
        .order_by(F("fulfilled_at"), "id")
    )
