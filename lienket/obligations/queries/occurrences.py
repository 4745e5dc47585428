"""Duties and each time they are due."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from lienket.circles.models import Circle, Membership
from lienket.kernel.actors import Actor, Engine, Member
from lienket.kernel.rls import acting
from lienket.obligations.models import Duty, Obligation, ObligationParty, Occurrence, Return


def duties_for(by: Actor) -> QuerySet[Duty]:
    """The duties that concern `by`, with their obligations."""
    return Duty.objects.filter(circle_id__in=by.circles).select_related("obligation")


def occurrences_for(by: Actor) -> QuerySet[Occurrence]:
    """The occurrences that concern `by`, with their duties."""
    return Occurrence.objects.filter(circle_id__in=by.circles).select_related("duty")


def asked_through(by: Actor, envelope_id: int) -> QuerySet[Occurrence]:
    """The occurrence that a letter asked for, also after it was returned and is asked for anew."""
    returned = Return.objects.filter(earlier_ask__envelope_id=envelope_id)
    return occurrences_for(by).filter(
        Q(ask__envelope_id=envelope_id) | Q(id__in=returned.values("fulfilment__occurrence_id"))
    )


def obligation_of(occurrence: Occurrence) -> Obligation:
    """What the occurrence follows from. It may stand in the wider circle, which the holder of a
    link does not have in sight: of that one only this row is read.
    """
    found = Obligation.objects.filter(id=occurrence.duty.obligation_id).first()
    if found:
        return found
    wider = Circle.objects.values_list("parent_id", flat=True).get(id=occurrence.circle_id)
    with acting(Engine(circles=(wider,) if wider else ())):
        return Obligation.objects.get(id=occurrence.duty.obligation_id)


def judges(occurrence: Occurrence, organization_id: int) -> bool:
    """Whether an organization has a say about an occurrence: it asks for it, or it is owed to it.

    Those who owe it have none, unless they owe it to nobody in particular and ask themselves.
    """
    duty = occurrence.duty
    if organization_id == duty.asker_id:
        return True
    if organization_id in (occurrence.organization_id, *duty.jointly):
        return False
    return ObligationParty.objects.filter(
        obligation_id=duty.obligation_id,
        role=ObligationParty.Role.COUNTERPART,
        party__organization_id=organization_id,
    ).exists()


def waiting_for(by: Member) -> QuerySet[Occurrence]:
    """What the organization of `by` owes now, the earliest due first."""
    return (
        occurrences_for(by)
        .filter(organization_id=by.organization_id, fulfilled_at=None, excused_at=None)
        .order_by("due_at", "id")
    )


def proven_by_zero(circle_id: int, by: Member) -> QuerySet[Occurrence]:
    """What the organization of `by` still owes in a circle, and may give by signing that nothing
    happened.
    """
    return (
        waiting_for(by)
        .filter(
            Q(circle_id=circle_id) | Q(circle__parent_id=circle_id),
            duty__obligation__proof=Obligation.Proof.ZERO,
        )
        .select_related("duty__obligation")
    )


def to_confirm(by: Member) -> QuerySet[Occurrence]:
    """What was handed in to the organization of `by` and waits for its word."""
    observed = Membership.objects.filter(
        organization_id=by.organization_id, role=Membership.Role.OBSERVER
    )
    return (
        occurrences_for(by)
        .filter(
            # What is owed to nobody in particular waits for nobody's word.
            Exists(
                ObligationParty.objects.filter(
                    obligation=OuterRef("duty__obligation"),
                    role=ObligationParty.Role.COUNTERPART,
                )
            ),
            duty__asker_id=by.organization_id,
            fulfilled_at__isnull=False,
            confirmed_at=None,
        )
        .exclude(organization_id=by.organization_id)
        .exclude(circle_id__in=observed.values("circle_id"))
        .order_by(F("fulfilled_at"), "id")
    )


def returned(occurrences: Iterable[Occurrence]) -> dict[int, Return]:
    """Why those that are owed again were sent back the last time, by occurrence."""
    owed = [one.id for one in occurrences if not (one.fulfilled_at or one.excused_at)]
    back = Return.objects.filter(fulfilment__occurrence_id__in=owed).order_by("id")
    return {
        one.fulfilment.occurrence_id: one
        for one in back.select_related("fulfilment", "organization")
    }


def current_of(duty_ids: Sequence[int]) -> list[Occurrence]:
    """The latest occurrence of each duty, and all that are still owed, the earliest due first."""
    latest = RawSQL(
        """
        SELECT latest.id FROM unnest(%s::bigint[]) AS duty (id)
        JOIN obligations_duty d ON d.id = duty.id
        CROSS JOIN LATERAL (
            SELECT o.id FROM obligations_occurrence o
            WHERE o.circle_id = d.circle_id AND o.duty_id = d.id
            ORDER BY o.period_start DESC, o.ordinal DESC LIMIT 1
        ) latest
        """,
        [list(duty_ids)],
    )
    found = Occurrence.objects.filter(
        Q(id__in=latest) | Q(duty_id__in=duty_ids, fulfilled_at=None, excused_at=None)
    )
    return list(found.select_related("organization", "duty").order_by("due_at", "id"))
