"""Drafting a review: its period, its figures from the record, its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.encoding import force_str

from lienket.circles.actions import open_circle, require_full_member, take_number
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.reviews import wording
from lienket.reviews.actions.common import MANAGE, OnlyTheDrafter, drafted, locked
from lienket.reviews.catalogue import INDICATORS, VERSION, Indicator
from lienket.reviews.events import (
    ReviewComputed,
    ReviewDiscarded,
    ReviewDrafted,
    ReviewWritten,
)
from lienket.reviews.models import Line, Paragraph, Review
from lienket.reviews.queries.figures import Sight, base, figures, successions
from lienket.reviews.rules import SECTIONS, Days, Figure
from lienket.reviews.words import in_vietnamese

#: What a number begins with: báo cáo sơ kết, tổng kết.
PREFIX = "BCSK"
TITLE_LIMIT, TEXT_LIMIT, DIFFERS_LIMIT = 300, 20_000, 500
#: No record is older; and a review of a longer time is a typing mistake.
EARLIEST, LONGEST_YEARS = date(2000, 1, 1), 20


class NoTitle(Refusal):
    """Give the review a title."""

    field = "title"


class EndsBeforeItBegins(Refusal):
    """The cut-off day lies before the first day. Correct the days."""

    field = "ends_on"


class NotOverYet(Refusal):
    """A review looks back: its cut-off day is today at the latest."""

    field = "ends_on"


class TooLongAgo(Refusal):
    """A review covers at most 20 years, and none before 2000. Correct the days."""

    field = "starts_on"


class TotalBeginsLater(Refusal):
    """The running total begins on the first day of the period at the latest."""

    field = "total_since"


class UnknownSection(Refusal):
    """A review has the sections I to V."""

    field = "section"


class NotFrozenYet(Refusal):
    """Only a frozen review gets a new version; this one can still be changed."""

    status = 409


class HasNewVersion(Refusal):
    """This review has a new version already."""

    status = 409


class SaysNotWhatDiffers(Refusal):
    """Say in one line what is different in the new version; the parties read it."""

    field = "differs"


class PutBefore(Refusal):
    """The parties have read this review already; it stays on record and can only be revised."""

    status = 409


@dataclass(frozen=True)
class ReviewPlan:
    """What is chosen for a review; `total_since` is where the running total begins."""

    kind: str
    title: str
    days: Days
    total_since: date


def draft_review(
    *, circle_id: int, plan: ReviewPlan, by: Member, now: datetime, not_secret: bool = False
) -> Review:
    """Begin a review: its figures are computed from the record and its words drafted from them.

    Only the drafting party sees it until it is put to the others. What `by` sees of the circle and
    its subsets is counted. Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers, NoTitle,
    EndsBeforeItBegins, NotOverYet, TooLongAgo and TotalBeginsLater.
    """
    return _draft(circle_id, plan, by, now, not_secret)


def new_version(
    *, review_id: int, differs: str, by: Member, now: datetime, not_secret: bool = False
) -> Review:
    """Begin another version of a frozen review of one's own; `differs` says what is different.

    It begins with the words of the frozen one and figures computed anew. Raises
    Review.DoesNotExist, OnlyTheDrafter, NotFrozenYet, HasNewVersion and SaysNotWhatDiffers.
    """
    by.require(MANAGE)
    frozen = locked(review_id, by)
    if frozen.organization_id != by.organization_id:
        raise OnlyTheDrafter
    if frozen.frozen_at is None:
        raise NotFrozenYet
    if hasattr(frozen, "replaced_by"):
        raise HasNewVersion
    with about("differs"):
        differs = clean_line(differs, DIFFERS_LIMIT, not_secret=not_secret)
    if not differs:
        raise SaysNotWhatDiffers
    plan = ReviewPlan(frozen.kind, frozen.title, frozen.days, frozen.total_since)
    review = _draft(frozen.circle_id, plan, by, now, not_secret=True, words=False)
    review.replaces, review.differs = frozen, differs
    review.save(update_fields=["replaces", "differs"])
    Paragraph.objects.bulk_create(
        Paragraph(
            circle_id=review.circle_id,
            review=review,
            section=one.section,
            position=one.position,
            text=one.text,
            codes=one.codes,
            edited_at=one.edited_at,
        )
        for one in frozen.paragraphs.order_by("section", "position")
    )
    return review


def _draft(
    circle_id: int,
    plan: ReviewPlan,
    by: Member,
    now: datetime,
    not_secret: bool,
    *,
    words: bool = True,
) -> Review:
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    with about("title"):
        title = clean_line(plan.title, TITLE_LIMIT, not_secret=not_secret)
    if not title:
        raise NoTitle
    _check(plan, now)
    review = Review.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        reference=take_number(circle, PREFIX, now=now),
        kind=plan.kind,
        title=title,
        starts_on=plan.days.first,
        ends_on=plan.days.last,
        total_since=plan.total_since,
        drafted_at=now,
        by=by.id,
        definitions=VERSION,
        computed_at=now,
    )
    _compute(review, by, now)
    if words:
        _word(review)
    journal.record(ReviewDrafted(review.id), by=by, at=now, circle_id=circle.id)
    return review


def _check(plan: ReviewPlan, now: datetime) -> None:
    first, last = plan.days.first, plan.days.last
    if last < first:
        raise EndsBeforeItBegins
    if last > timezone.localdate(now):
        raise NotOverYet
    if min(first, plan.total_since) < EARLIEST or last.year - first.year > LONGEST_YEARS:
        raise TooLongAgo
    if plan.total_since > first:
        raise TotalBeginsLater


def compute(*, review_id: int, by: Member, now: datetime) -> Review:
    """Take the figures from the record anew; words that people have not touched follow them.

    Raises Review.DoesNotExist, OnlyTheDrafter, ReviewIsFrozen and ReviewIsShared.
    """
    review = drafted(review_id, by)
    review.lines.all().delete()
    _compute(review, by, now)
    touched = review.paragraphs.exclude(edited_at=None)
    told = {code for one in touched for code in one.codes}
    review.paragraphs.filter(edited_at=None).delete()
    _word(review, without=told)
    journal.record(ReviewComputed(review.id), by=by, at=now, circle_id=review.circle_id)
    return review


def _compute(review: Review, by: Member, now: datetime) -> None:
    sight = Sight.of(by, review.circle_id)
    days = review.days
    current = figures(sight, days, now)
    before = base(sight, days, now)
    total = figures(sight, Days(review.total_since, days.last), now)
    # The names that a document of the record keeps are Vietnamese, whoever computes it.
    with in_vietnamese():
        Line.objects.bulk_create(
            _line(review, place, one, current[one.code], before[one.code], total[one.code])
            for place, one in enumerate(INDICATORS, 1)
        )
    review.breaks = successions(review.circle_id, days.year_before.first, days.last)
    review.computed_at, review.definitions = now, VERSION
    review.save(update_fields=["breaks", "computed_at", "definitions"])


def _line(
    review: Review, place: int, one: Indicator, now: Figure, before: Figure, total: Figure
) -> Line:
    return Line(
        circle_id=review.circle_id,
        review=review,
        position=place,
        code=one.code,
        name=force_str(one.name),
        unit=force_str(one.unit),
        second_unit=force_str(one.second_unit),
        sentence=force_str(one.derived.sentence) if one.derived else "",
        direction=one.direction,
        aggregation=one.aggregation,
        value=now.value,
        second=now.second,
        before=before.value,
        before_second=before.second,
        total=total.value,
        total_second=total.second,
        rows=now.rows,
    )


def _word(review: Review, without: frozenset[str] | set[str] = frozenset()) -> None:
    """Draft paragraphs for what is not told yet, after those that are there."""
    last = {section: review.paragraphs.filter(section=section).count() for section in SECTIONS}
    with in_vietnamese():
        for draft in wording.drafts(review.days, review.lines.order_by("position")):
            if draft.codes and without.issuperset(draft.codes):
                continue
            last[draft.section] += 1
            Paragraph.objects.create(
                circle_id=review.circle_id,
                review=review,
                section=draft.section,
                position=last[draft.section],
                text=draft.text,
                codes=list(draft.codes),
            )


def write(
    *,
    review_id: int,
    texts: Mapping[int, str],
    added: Mapping[str, str],
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Review:
    """Change the words of paragraphs by their keys, and add one to sections by their number.

    A paragraph that is left empty is taken out. Raises Review.DoesNotExist, OnlyTheDrafter,
    ReviewIsFrozen, ReviewIsShared, UnknownSection and TooLong.
    """
    review = drafted(review_id, by)
    for paragraph in review.paragraphs.filter(id__in=list(texts)):
        with about(f"paragraph-{paragraph.id}"):
            text = clean_text(texts[paragraph.id], TEXT_LIMIT, not_secret=not_secret).strip()
        if not text:
            paragraph.delete()
        elif text != paragraph.text:
            paragraph.text, paragraph.edited_at = text, now
            paragraph.save(update_fields=["text", "edited_at"])
    for section, words in added.items():
        if section not in SECTIONS:
            raise UnknownSection
        with about(f"added-{section}"):
            text = clean_text(words, TEXT_LIMIT, not_secret=not_secret).strip()
        if text:
            places = review.paragraphs.filter(section=section).values_list("position", flat=True)
            Paragraph.objects.create(
                circle_id=review.circle_id,
                review=review,
                section=section,
                position=max(places, default=0) + 1,
                text=text,
                edited_at=now,
            )
    journal.record(ReviewWritten(review.id), by=by, at=now, circle_id=review.circle_id)
    return review


def discard(*, review_id: int, by: Member, now: datetime) -> None:
    """Throw away a draft that nobody else has seen.

    Raises Review.DoesNotExist, OnlyTheDrafter, ReviewIsFrozen, ReviewIsShared and PutBefore.
    """
    review = drafted(review_id, by)
    if review.approvals.exists():
        raise PutBefore
    journal.record(ReviewDiscarded(review.id), by=by, at=now, circle_id=review.circle_id)
    review.delete()
