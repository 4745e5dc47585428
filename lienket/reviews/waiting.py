"""What of reviews waits for an organization: approving, answering comments, freezing."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.reviews.queries import reviews as queries


@waits
def to_approve(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Reviews that lie with the organization."""
    for one in queries.approvals_waiting(by)[:most]:
        review = one.review
        yield Waiting(
            url=reverse("reviews:review", args=[review.id]),
            icon="chart-bar",
            label=_("Review {reference}").format(reference=review.reference),
            title=review.title,
            source=f"{review.organization.name} · {review.circle.name}",
            button=_("Approve or object"),
            due_at=one.ask.due_at,
        )


@waits
def to_answer(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Comments on reviews that the organization drafts."""
    for one in queries.comments_waiting(by)[:most]:
        review = one.paragraph.review
        yield Waiting(
            url=reverse("reviews:answer", args=[one.id]),
            icon="message-2",
            label=_("Comment on {reference}").format(reference=review.reference),
            title=one.text,
            source=f"{one.organization.name} · {review.circle.name}",
            button=_("Answer it"),
            since=one.at,
        )


@waits
def to_freeze(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Reviews that all parties asked have approved."""
    for one in queries.to_freeze(by)[:most]:
        yield Waiting(
            url=reverse("reviews:review", args=[one.id]),
            icon="lock",
            label=_("Review {reference}").format(reference=one.reference),
            title=one.title,
            source=one.circle.name,
            button=_("All approve: freeze it"),
            since=one.shared_at,
        )
