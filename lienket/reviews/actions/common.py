"""What the verbs share: whose review it is, and in which state it can be changed."""

from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.organizations.models import Appointment
from lienket.reviews.models import Review
from lienket.reviews.queries.reviews import reviews_for

MANAGE = Appointment.Right.MANAGE_AGREEMENT
ANSWER = Appointment.Right.ANSWER_RECEIPT


class OnlyTheDrafter(NotAllowed):
    """Only the organization that drafts this review may do this. Comment on it instead."""


class ReviewIsFrozen(Refusal):
    """This review is frozen; nothing in it is changed any more. Make a new version."""

    status = 409


class ReviewIsShared(Refusal):
    """This review lies with the parties. Take it back to change it."""

    status = 409


def own(review_id: int, by: Member) -> Review:
    """A review that `by`'s organization drafts, locked and not frozen."""
    review = locked(review_id, by)
    require_open(review, by)
    return review


def drafted(review_id: int, by: Member) -> Review:
    """The same, and nobody else is reading it just now."""
    review = locked(review_id, by)
    require_drafted(review, by)
    return review


def locked(review_id: int, by: Actor) -> Review:
    """A review that `by` may see, locked until this transaction ends."""
    return reviews_for(by).select_for_update(of=("self",)).get(id=review_id)


def require_drafted(review: Review, by: Member) -> None:
    """Refuse to change a review to whoever may not, and while others read it."""
    require_open(review, by)
    if review.shared_at:
        raise ReviewIsShared


def require_open(review: Review, by: Member) -> None:
    """Refuse to act as the drafting party to whoever is not, and once the review is frozen."""
    by.require(MANAGE)
    if review.organization_id != by.organization_id:
        raise OnlyTheDrafter
    if review.frozen_at:
        raise ReviewIsFrozen
