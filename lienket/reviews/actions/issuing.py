"""Issuing a frozen review as a numbered document."""

from datetime import datetime

from lienket.documents import actions as documents
from lienket.documents.models import Document
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.reviews import papers
from lienket.reviews.actions.common import MANAGE, OnlyTheDrafter, locked
from lienket.reviews.events import ReviewIssued

PLACE_LIMIT = 60


class NotFrozen(Refusal):
    """Freeze the review first; then it is issued as a document."""

    status = 409


class NoPlaceOfIssue(Refusal):
    """Say where the report is issued, as it stands before the date: a commune or a city."""

    field = "place"


def issue_review(
    *, review_id: int, place: str, by: Member, now: datetime, not_secret: bool = False
) -> Document:
    """Number a frozen review in the series of the drafting party, and set it as DOCX and PDF.

    `place` stands before the date. Issuing twice gives the same document.
    Raises Review.DoesNotExist, OnlyTheDrafter, NotFrozen and NoPlaceOfIssue.
    """
    by.require(MANAGE)
    review = locked(review_id, by)
    if review.organization_id != by.organization_id:
        raise OnlyTheDrafter
    if review.frozen_at is None:
        raise NotFrozen
    if review.document:
        return review.document
    with about("place"):
        place = clean_line(place, PLACE_LIMIT, not_secret=not_secret)
    if not place:
        raise NoPlaceOfIssue
    review.document = documents.issue(
        circle_id=review.circle_id,
        paper=papers.paper_of(review, place),
        kind=papers.KIND,
        notation=papers.notation_of(review),
        by=by,
        now=now,
    )
    review.save(update_fields=["document"])
    journal.record(ReviewIssued(review.id), by=by, at=now, circle_id=review.circle_id)
    return review.document
