"""A review that lies with the parties and has a comment, another one that is being drafted."""

from datetime import date, datetime

from django.utils import timezone

from lienket.kernel.rls import acting
from lienket.reviews import actions
from lienket.reviews.actions import ReviewPlan
from lienket.reviews.rules import Days
from tests.cast import Unit


def review(circle_id: int, drafter: Unit, partner: Unit, now: datetime) -> dict[str, list[object]]:
    """Values for the parts of addresses, by name."""
    by = drafter.member(now)
    today = timezone.localdate(now)
    days = Days(date(today.year, 1, 1), today)
    plan = ReviewPlan("year", "Sơ kết công tác phối hợp", days, days.first)
    with acting(by):
        draft = actions.draft_review(circle_id=circle_id, plan=plan, by=by, now=now)
        shared = actions.draft_review(circle_id=circle_id, plan=plan, by=by, now=now)
        actions.share(review_id=shared.id, parties=[partner.id], by=by, now=now)
        paragraph = shared.paragraphs.get(section="I")
    other = partner.member(now)
    with acting(other):
        comment = actions.comment(
            paragraph_id=paragraph.id, text="Nêu thêm thôn 3.", by=other, now=now
        )
        actions.judge(review_id=shared.id, verdict="approves", seen=1, by=other, now=now)
    return {
        "review_id": [draft.id, shared.id],
        "paragraph_id": [paragraph.id],
        "comment_id": [comment.id],
        "code": ["C1", "D4"],
    }
