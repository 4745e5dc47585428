"""What a succession does to reviews: whoever takes the place in the circle drafts them on."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.reviews.models import Review


@successions.touches
def reviews(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each review it still drafts; it goes along with the place in the circle."""
    for review in _drafted(organization_id):
        yield Touched(
            key="",
            what=review.title,
            where=review.circle.name,
            url=reverse("reviews:review", args=[review.id]),
        )


@successions.carries
def carry_reviews(handover: Handover, now: datetime) -> None:
    """The successor drafts on what is not frozen."""
    new = handover.successor_id
    if new is None:
        return
    for review in _drafted(handover.predecessor_id):
        circle = review.circle
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if takes and members.filter(organization_id=new).exists():
            review.organization_id = new
            review.save(update_fields=["organization"])


def _drafted(organization_id: int) -> QuerySet[Review]:
    drafted = Review.objects.filter(organization_id=organization_id, frozen_at=None)
    return drafted.select_related("circle").order_by("id")
