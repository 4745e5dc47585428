"""What a succession carries over of false claims: who verifies them, and who may change them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.falseclaims.models import Claim
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"falseclaims:{circle_id}"


@successions.touches
def claims(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle."""
    counted = Counter(_kept(organization_id).values_list("circle_id", flat=True))
    names = dict(Circle.objects.filter(id__in=counted).values_list("id", "name"))
    for circle_id, count in sorted(counted.items()):
        said = ngettext("{count} false claim", "{count} false claims", count)
        yield Touched(
            key=key_of(circle_id),
            what=said.format(count=count),
            where=names.get(circle_id, ""),
            url=reverse("falseclaims:list", args=[circle_id]),
        )


@successions.carries
def carry_claims(handover: Handover, now: datetime) -> None:
    """The successor verifies, changes and withdraws in the place of the other.

    What one of the two entered for the other to verify stays as it is: nobody verifies itself.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    for circle in Circle.objects.filter(id__in=_kept(old).values("circle")):
        members = circles.members_of(circle.id, now)
        if not handover.takes(key_of(circle.id)) or not members.filter(organization=new).exists():
            continue
        here = _kept(old).filter(circle=circle)
        here.filter(verifier_id=old).exclude(organization_id=new).update(verifier_id=new)
        here.filter(organization_id=old).exclude(verifier_id=new).update(organization_id=new)


def _kept(organization_id: int) -> QuerySet[Claim]:
    concerned = Q(organization_id=organization_id) | Q(verifier_id=organization_id)
    return Claim.objects.filter(concerned, withdrawn_at=None)
