"""Which texts somebody may see, and who has read them."""

from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from lienket.delivery.models import Message
from lienket.disseminations.models import Copy, Dissemination, Reading
from lienket.kernel.actors import Actor, LinkHolder
from lienket.organizations.models import Appointment, Person
from lienket.organizations.queries import by_name


def disseminations_for(by: Actor) -> QuerySet[Dissemination]:
    """The texts of all circles `by` belongs to, newest first; for a link only the one it names."""
    shown = Dissemination.objects.filter(circle_id__in=by.circles).select_related("organization")
    if isinstance(by, LinkHolder):
        shown = shown.filter(
            envelope_id__in=Message.objects.filter(id=by.message_id).values("envelope_id")
        )
    return shown.order_by("-issued_at", "-id")


def copies_for(by: Actor) -> QuerySet[Copy]:
    """The copies of the organization `by` acts for, among the texts it may see."""
    return Copy.objects.filter(
        organization_id__in=by.organizations,
        circle_id__in=by.circles,
        dissemination__in=disseminations_for(by).order_by(),
    )


def progress_of(dissemination: Dissemination) -> QuerySet[Copy]:
    """All copies of a text with the organization and what it is asked."""
    return (
        Copy.objects.filter(circle_id=dissemination.circle_id, dissemination=dissemination)
        .select_related("organization", "ask")
        .order_by(by_name("organization__name"), "id")
    )


def expected(organization_id: int, now: datetime) -> QuerySet[Person]:
    """The people of an organization who can sign in and hold an office now."""
    current = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now), valid_from__lte=now
    )
    return Person.objects.filter(
        organization_id=organization_id,
        account__isnull=False,
        id__in=current.filter(organization_id=organization_id).values("person_id"),
    ).order_by(by_name())


def expected_counts(organization_ids: list[int], now: datetime) -> dict[int, int]:
    """How many people of each organization are expected to read."""
    current = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now),
        valid_from__lte=now,
        organization_id__in=organization_ids,
        person__account__isnull=False,
    )
    return dict(
        current.values_list("organization_id").annotate(count=Count("person_id", distinct=True))
    )


def readings_of(copy: Copy) -> QuerySet[Reading]:
    """Who of the own organization has read, first to have read first; others see nothing."""
    return Reading.objects.filter(copy=copy).select_related("person").order_by("at", "id")


def of_circle(by: Actor, circle_id: int) -> QuerySet[Dissemination]:
    """The texts of one circle and its subsets, with the copies."""
    return (
        disseminations_for(by)
        .filter(Q(circle_id=circle_id) | Q(circle__parent_id=circle_id))
        .prefetch_related(Prefetch("copies", Copy.objects.select_related("ask")))
    )
