"""Which visits somebody may see, and which records wait for a word."""

from django.db.models import Q, QuerySet

from lienket.delivery.models import Message
from lienket.inspections.models import Visit
from lienket.kernel.actors import Actor, LinkHolder, Member

#: Envelopes about the record of a visit.
KIND = "visit"


def visits_for(by: Actor) -> QuerySet[Visit]:
    """The visits of all circles `by` belongs to; an unsent record only for its author."""
    visits = (
        Visit.objects.filter(circle_id__in=by.circles)
        .select_related("circle", "organization", "unit", "site", "document", "ask")
        .order_by("-on", "-id")
    )
    if isinstance(by, LinkHolder):
        # A link opens the one record it was sent about, for whoever visited or was visited.
        return visits.filter(
            Q(organization_id__in=by.organizations) | Q(unit_id__in=by.organizations),
            reference__in=Message.objects.filter(id=by.message_id, envelope__kind=KIND).values(
                "envelope__reference"
            ),
        )
    return visits.exclude(~Q(organization_id__in=by.organizations), sent_at=None)


def in_circle(by: Member, circle_id: int) -> QuerySet[Visit]:
    """Those of a circle, the newest first."""
    return visits_for(by).filter(circle_id=circle_id)


def to_countersign(by: Member) -> QuerySet[Visit]:
    """Records about which `by`'s organization, which was visited, has said nothing yet."""
    found = visits_for(by).filter(unit_id=by.organization_id, answered_at=None)
    return found.filter(sent_at__isnull=False).order_by("ask__due_at", "id")


def unsent(by: Member) -> QuerySet[Visit]:
    """Records that `by`'s organization has begun and not sent yet."""
    return visits_for(by).filter(organization_id=by.organization_id, sent_at=None)
