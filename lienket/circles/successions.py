"""What a succession touches in circles: the unit's places, its role and the chair."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.circles.actions import hand_over_places
from lienket.circles.actions.successions import key_of
from lienket.circles.models import Membership
from lienket.organizations import successions
from lienket.organizations.queries import by_name
from lienket.organizations.successions import Touched

successions.carries(hand_over_places)


@successions.touches
def places(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle; its subsets follow it."""
    current = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now),
        organization_id=organization_id,
        valid_from__lte=now,
        circle__parent=None,
    )
    for place in current.select_related("circle").order_by(by_name("circle__name")):
        chairs = place.circle.chair_id == organization_id
        yield Touched(
            key=key_of(place.circle_id),
            what=_("Place as the chair") if chairs else _("Place in the circle"),
            where=place.circle.name,
            url=reverse("circles:members", args=[place.circle_id]),
        )
