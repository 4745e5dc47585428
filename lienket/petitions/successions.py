"""What a succession touches of petitions: those that wait for an answer, on both sides."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.petitions.models import Petition


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"petitions:{circle_id}"


@successions.touches
def petitions(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle, its subsets included."""
    roots = _open(organization_id).values_list(
        Coalesce("circle__parent_id", "circle_id"), flat=True
    )
    names = dict(Circle.objects.filter(parent=None).values_list("id", "name"))
    for root, count in sorted(Counter(roots).items()):
        said = ngettext("{count} open petition", "{count} open petitions", count)
        yield Touched(
            key=key_of(root),
            what=said.format(count=count),
            where=names.get(root, ""),
            url=reverse("petitions:list", args=[root]),
        )


@successions.carries
def carry_petitions(handover: Handover, now: datetime) -> None:
    """The successor answers, and asks, in the place of the other.

    Between the two themselves nothing is asked any more: such a petition stays as it is.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    for circle in Circle.objects.filter(id__in=_open(old).values("circle")):
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if not takes or not members.filter(organization_id=new).exists():
            continue
        here = _open(old).filter(circle=circle).exclude(_between(old, new))
        here.filter(responsible_id=old).update(responsible_id=new)
        here.filter(organization_id=old).update(organization_id=new)


def _between(one: int, other: int) -> Q:
    return Q(organization_id=one, responsible_id=other) | Q(
        organization_id=other, responsible_id=one
    )


def _open(organization_id: int) -> QuerySet[Petition]:
    concerned = Q(organization_id=organization_id) | Q(responsible_id=organization_id)
    return Petition.objects.filter(concerned, answered_at=None, withdrawn_at=None)
