"""Which reviews somebody may see, and how they stand."""

from django.db.models import F, Q, QuerySet

from lienket.delivery.models import Message
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.organizations.queries import by_name
from lienket.reviews.models import Approval, Comment, Review

#: Envelopes of this module.
REVIEW = "review"


def reviews_for(by: Actor) -> QuerySet[Review]:
    """The reviews of all circles `by` belongs to, the latest period first.

    Before a review was first put to the others, only the drafting party sees it.
    """
    reviews = Review.objects.filter(circle_id__in=by.circles).select_related(
        "organization", "circle", "document", "replaces", "replaced_by"
    )
    if isinstance(by, LinkHolder):
        # A link opens the one review it was sent about.
        reviews = reviews.filter(
            reference__in=Message.objects.filter(id=by.message_id, envelope__kind=REVIEW).values(
                "envelope__reference"
            )
        )
    else:
        reviews = reviews.filter(Q(organization_id__in=by.organizations) | ~Q(shared_at=None))
    return reviews.order_by("-ends_on", "-id")


def approvals_for(by: Actor) -> QuerySet[Approval]:
    """The approvals that `by` may give: those of its own organization, of the present round."""
    return Approval.objects.filter(
        organization_id__in=by.organizations,
        review__in=reviews_for(by),
        round=F("review__round"),
    ).select_related("review__organization", "review__circle", "organization", "ask")


def approvals_of(review: Review) -> QuerySet[Approval]:
    """What the parties say about a review as it stands, in Vietnamese order."""
    found = review.approvals.filter(round=review.round).select_related("organization", "ask")
    return found.order_by(by_name("organization__name"), "id")


def earlier_objections(review: Review) -> QuerySet[Approval]:
    """What was objected to in earlier rounds."""
    found = review.approvals.filter(
        round__lt=review.round, verdict=Approval.Verdict.OBJECTS
    ).select_related("organization")
    return found.order_by("round", "given_at", "id")


def approvals_waiting(by: Member) -> QuerySet[Approval]:
    """Reviews about which `by`'s organization is asked."""
    return approvals_for(by).filter(ask__settled_at=None, verdict="").order_by("ask__due_at", "id")


def comments_waiting(by: Member) -> QuerySet[Comment]:
    """Comments on reviews that `by`'s organization drafts, and has not answered."""
    return (
        Comment.objects.filter(
            paragraph__review__organization_id=by.organization_id,
            paragraph__review__frozen_at=None,
            paragraph__review__in=reviews_for(by),
            answered_at=None,
        )
        .select_related("paragraph__review__circle", "organization")
        .order_by("at", "id")
    )


def to_freeze(by: Member) -> QuerySet[Review]:
    """Reviews that `by`'s organization drafted and that every party asked has approved."""
    open_ = Approval.objects.filter(round=F("review__round")).exclude(
        verdict=Approval.Verdict.APPROVES
    )
    asked = Approval.objects.filter(round=F("review__round"))
    return (
        reviews_for(by)
        .filter(
            organization_id=by.organization_id,
            frozen_at=None,
            shared_at__isnull=False,
            id__in=asked.values("review"),
        )
        .exclude(id__in=open_.values("review"))
    )
