"""What a succession carries over: movements that go on with their goals, stories and consents."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from lienket.awareness.models import Consent, Goal, Movement, Story
from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.circles.models import Circle
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


@successions.touches
def movements(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each movement it launched; it goes along with the place in the circle."""
    for movement in _launched(organization_id):
        yield Touched(
            key="",
            what=movement.title,
            where=movement.circle.name,
            url=reverse("awareness:movement", args=[movement.id]),
        )


@successions.carries
def carry_movements(handover: Handover, now: datetime) -> None:
    """The successor closes what the other launched, and reaches the goals that were set for it."""
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    goals = Goal.objects.filter(organization_id=old, movement__closed_at=None)
    touched = {*_launched(old).values_list("circle_id", flat=True)}
    for circle_id in touched | {*goals.values_list("circle_id", flat=True)}:
        circle = Circle.objects.get(id=circle_id)
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if takes and members.filter(organization_id=new).exists():
            _launched(old).filter(circle=circle).update(organization_id=new)
            goals.filter(circle=circle).update(organization_id=new)


@successions.carries
def carry_stories(handover: Handover, now: datetime) -> None:
    """The successor tells, answers and withdraws in the place of the other."""
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    own = Consent.objects.filter(organization_id=old, story__withdrawn_at=None)
    for circle in Circle.objects.filter(id__in=own.values("circle")):
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if not takes or not members.filter(organization_id=new).exists():
            continue
        asked = Consent.objects.filter(
            story=OuterRef("story"), purpose=OuterRef("purpose"), organization_id=new
        )
        stories = Story.objects.filter(circle=circle, withdrawn_at=None)
        own.filter(~Exists(asked), circle=circle).update(organization_id=new)
        stories.filter(organization_id=old).update(organization_id=new)
        stories.filter(person_of_id=old).update(person_of_id=new)


def _launched(organization_id: int) -> QuerySet[Movement]:
    """What the unit launched and has not closed."""
    found = Movement.objects.filter(organization_id=organization_id, closed_at=None)
    return found.select_related("circle").order_by("id")
