"""Putting a review to the parties, their comments and approvals, and freezing it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.kernel.rows import insert
from lienket.plans.rules import ladder
from lienket.reviews import sealing
from lienket.reviews.actions.common import ANSWER, MANAGE, drafted, locked, own
from lienket.reviews.events import (
    ReviewCommented,
    ReviewFrozen,
    ReviewJudged,
    ReviewPutToParties,
    ReviewTakenBack,
)
from lienket.reviews.models import Approval, Comment, Review
from lienket.reviews.queries.reviews import REVIEW, approvals_for, approvals_of, reviews_for

COMMENT_LIMIT, REASON_LIMIT = 1000, 500
#: The parties look at a review for so long.
LOOK_WITHIN = timedelta(days=7)


class NobodyChosen(Refusal):
    """Choose at least one other party that approves the review."""

    field = "parties"


class NotAParty(Refusal):
    """Only full members of the circle approve a review. Choose among them."""

    field = "parties"


class NothingWritten(Refusal):
    """This review has no words yet. Write at least one paragraph."""

    status = 409


class NotShared(Refusal):
    """This review does not lie with the parties just now."""

    status = 409


class ReviewChanged(Refusal):
    """The review was taken back and put again after you opened this page. Read it again."""

    status = 409


class UnknownVerdict(Refusal):
    """Choose whether you approve or object."""

    field = "verdict"


class NoObjection(Refusal):
    """Say in one line what is not right; the drafting party reads it."""

    field = "reason"


class NoComment(Refusal):
    """Write what you want to say about this paragraph."""

    field = "text"


class NoAnswer(Refusal):
    """Write what became of the comment."""

    field = "answer"


class NotAllApprove(Refusal):
    """Not all parties that were asked approve. Wait, or take the review back and revise it."""

    status = 409


def share(*, review_id: int, parties: Collection[int], by: Member, now: datetime) -> Review:
    """Put a review to the circle: these parties are asked to approve it, everybody may comment.

    Raises Review.DoesNotExist, OnlyTheDrafter, ReviewIsFrozen, ReviewIsShared, NobodyChosen,
    NotAParty and NothingWritten.
    """
    review = drafted(review_id, by)
    chosen = sorted(set(parties) - {by.organization_id})
    if not chosen:
        raise NobodyChosen
    members = circles.members_of(review.circle_id, now).filter(role=Membership.Role.MEMBER)
    if not set(chosen) <= set(members.values_list("organization_id", flat=True)):
        raise NotAParty
    if not review.paragraphs.exists():
        raise NothingWritten
    envelope = insert(
        Envelope(
            circle_id=review.circle_id,
            organization_id=review.organization_id,
            kind=REVIEW,
            reference=review.reference,
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=now + LOOK_WITHIN,
        )
    )
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=chosen,
        plan=ladder(LOOK_WITHIN),
        due_at=now + LOOK_WITHIN,
        now=now,
    )
    Approval.objects.bulk_create(
        Approval(
            circle_id=review.circle_id,
            review=review,
            organization_id=organization_id,
            round=review.round,
            ask_id=asks[organization_id],
        )
        for organization_id in chosen
    )
    review.shared_at = now
    review.save(update_fields=["shared_at"])
    delivery.tell(envelope, chosen, now=now)
    journal.record(ReviewPutToParties(review.id), by=by, at=now, circle_id=review.circle_id)
    return review


def take_back(*, review_id: int, by: Member, now: datetime) -> Review:
    """Revise a review that lies with the parties: they are asked anew about the next text.

    Raises Review.DoesNotExist, OnlyTheDrafter, ReviewIsFrozen and NotShared.
    """
    review = own(review_id, by)
    if review.shared_at is None:
        raise NotShared
    _release(review, now)
    review.shared_at = None
    review.round += 1
    review.save(update_fields=["shared_at", "round"])
    journal.record(ReviewTakenBack(review.id), by=by, at=now, circle_id=review.circle_id)
    return review


def comment(
    *, paragraph_id: int, text: str, by: Member, now: datetime, not_secret: bool = False
) -> Comment:
    """Say something about a paragraph of a review that lies with the parties.

    Raises Paragraph.DoesNotExist, NotShared, NoComment and TooLong.
    """
    by.require(ANSWER)
    review = reviews_for(by).select_for_update(of=("self",)).get(paragraphs=paragraph_id)
    _require_shared(review)
    with about("text"):
        text = clean_line(text, COMMENT_LIMIT, not_secret=not_secret)
    if not text:
        raise NoComment
    made = Comment.objects.create(
        circle_id=review.circle_id,
        paragraph_id=paragraph_id,
        organization_id=by.organization_id,
        round=review.round,
        text=text,
        by=by.id,
        at=now,
    )
    journal.record(ReviewCommented(review.id, made.id), by=by, at=now, circle_id=review.circle_id)
    return made


def answer_comment(
    *, comment_id: int, answer: str, by: Member, now: datetime, not_secret: bool = False
) -> Comment:
    """As the drafting party, say what became of a comment; before the review is frozen.

    Raises Review.DoesNotExist, OnlyTheDrafter, ReviewIsFrozen, NoAnswer and TooLong.
    """
    by.require(MANAGE)
    review = own(reviews_for(by).get(paragraphs__comments=comment_id).id, by)
    made = Comment.objects.get(id=comment_id)
    with about("answer"):
        answer = clean_line(answer, COMMENT_LIMIT, not_secret=not_secret)
    if not answer:
        raise NoAnswer
    made.answer, made.answered_at = answer, now
    made.save(update_fields=["answer", "answered_at"])
    journal.record(ReviewCommented(review.id, made.id), by=by, at=now, circle_id=review.circle_id)
    return made


def judge(
    *,
    review_id: int,
    verdict: str,
    seen: int,
    by: Actor,
    now: datetime,
    reason: str = "",
    not_secret: bool = False,
) -> Approval:
    """Approve a review for one's organization, or object with a reason.

    `seen` is the round that was read. Raises Approval.DoesNotExist for who is not asked, NotShared,
    ReviewChanged, UnknownVerdict, NoObjection and TooLong.
    """
    by.require(ANSWER)
    review = locked(review_id, by)
    approval = approvals_for(by).get(review=review)
    _require_shared(review)
    if seen != approval.round:
        raise ReviewChanged
    if verdict not in Approval.Verdict.values:
        raise UnknownVerdict
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if verdict == Approval.Verdict.OBJECTS and not reason:
        raise NoObjection
    approval.verdict, approval.given_at = verdict, now
    approval.reason = reason if verdict == Approval.Verdict.OBJECTS else ""
    approval.save(update_fields=["verdict", "given_at", "reason"])
    envelope_id = approval.ask.envelope_id
    escalation.lock(envelope_id, approval.organization_id)
    escalation.settle(approval.ask_id, now=now)
    delivery.cancel_unsent(envelope_id, [approval.organization_id])
    journal.record(
        ReviewJudged(review.id, approval.organization_id),
        by=by,
        at=now,
        circle_id=review.circle_id,
    )
    return approval


def freeze(*, review_id: int, by: Member, now: datetime) -> Review:
    """Freeze a review that every party asked approves: nothing in it changes any more.

    Its figures, words and approvals get a hash, which the document bears. Raises
    Review.DoesNotExist, OnlyTheDrafter, ReviewIsFrozen, NotShared and NotAllApprove.
    """
    review = own(review_id, by)
    _require_shared(review)
    asked = approvals_of(review)
    if not asked or any(one.verdict != Approval.Verdict.APPROVES for one in asked):
        raise NotAllApprove
    review.frozen_at = now
    review.sha256 = sealing.hash_of(review)
    review.save(update_fields=["frozen_at", "sha256"])
    journal.record(ReviewFrozen(review.id), by=by, at=now, circle_id=review.circle_id)
    return review


def _require_shared(review: Review) -> None:
    if review.frozen_at or review.shared_at is None:
        raise NotShared


def _release(review: Review, now: datetime) -> None:
    """Nobody need answer about the present text any more."""
    for approval in approvals_of(review):
        escalation.release_all(approval.ask.envelope_id, now=now)
        delivery.cancel_unsent(approval.ask.envelope_id)
