"""Reviews of the solar plant's circle: one frozen and issued, one that lies with the parties."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from lienket.config.demo.days import day_of
from lienket.config.demo.founding import Stage
from lienket.config.demo.happening import deliver
from lienket.kernel.actors import Member
from lienket.reviews import actions
from lienket.reviews.actions import ReviewPlan
from lienket.reviews.models import Review
from lienket.reviews.rules import Days

#: What the parties count by themselves, month by month: unit, code, figure and what goes with it.
_COUNTED = (
    ("dongxuan", "C1", (186, 192, 178), None),
    ("dongxuan", "C2", (2_232, 2_301, 2_140), None),
    ("pa04", "C3", (4, 4, 5), None),
    ("pa04", "C4", (32, 30, 41), None),
    ("dongxuan", "C6", (38, 36, 40), None),
    ("pa04", "D15", (0, 0, 1), (0, 0, 2)),
)
#: So long before the demonstration.
_AGO = timedelta(hours=3)
_LESSON = (
    "Nơi nào bảo vệ, Công an xã và nhà máy giao ban đều thì tin báo đến sớm và được xử lý ngay tại"
    " chỗ."
)
_AHEAD = (
    "Tập trung tuần tra ban đêm dọc hàng rào phía Tây; hoàn thành lắp bổ sung camera cổng phụ;"
    " duy trì giao ban tháng."
)


def review(stage: Stage, *, now: datetime) -> None:
    """Enter what the record cannot tell, then make both reviews, this morning."""
    now -= _AGO
    months = _months(day_of(now))
    _count(stage, months, now)
    drafter = stage.units["pa04"].head
    month = _draft(stage, drafter, "month", "Báo cáo công tác phối hợp tháng", months[-1], now)
    _put(stage, drafter, month, ("dongxuan", "suoida", "ca-dongxuan"), now)
    for key in ("dongxuan", "suoida", "ca-dongxuan"):
        _approve(stage.units[key].head, month, now)
    actions.freeze(review_id=month.id, by=drafter, now=now)
    actions.issue_review(review_id=month.id, place="Thanh Vân", by=drafter, now=now)

    year = Days(date(now.year, 1, 1), day_of(now))
    owner = stage.units["dongxuan"].head
    whole = _draft(stage, owner, "year", "Sơ kết công tác phối hợp", year, now)
    actions.write(
        review_id=whole.id, texts={}, added={"IV": _LESSON, "V": _AHEAD}, by=owner, now=now
    )
    _put(stage, owner, whole, ("pa04", "suoida", "xa-dongxuan"), now)
    _approve(stage.units["suoida"].head, whole, now)
    paragraph = whole.paragraphs.get(section="V")
    actions.comment(
        paragraph_id=paragraph.id,
        text="Đề nghị bổ sung tuyên truyền không đốt rác gần đường dây tại các thôn giáp nhà máy.",
        by=stage.units["xa-dongxuan"].head,
        now=now,
    )
    deliver(now)


def _months(today: date) -> list[Days]:
    """The last three whole months, the earliest first."""
    found = []
    last = today.replace(day=1) - timedelta(days=1)
    for _month in range(3):
        found.append(Days(last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return found[::-1]


def _count(stage: Stage, months: Sequence[Days], now: datetime) -> None:
    stage.see()
    for key, code, figures, seconds in _COUNTED:
        for place, days in enumerate(months):
            actions.enter_figure(
                circle_id=stage.circle.id,
                code=code,
                days=days,
                value=Decimal(figures[place]),
                second=Decimal(seconds[place]) if seconds else None,
                by=stage.units[key].head,
                now=now,
            )


def _draft(stage: Stage, by: Member, kind: str, title: str, days: Days, now: datetime) -> Review:
    stage.see()
    plan = ReviewPlan(kind, title, days, date(days.last.year, 1, 1))
    return actions.draft_review(circle_id=stage.circle.id, plan=plan, by=by, now=now)


def _put(stage: Stage, by: Member, one: Review, keys: Sequence[str], now: datetime) -> None:
    parties = [stage.units[key].id for key in keys]
    actions.share(review_id=one.id, parties=parties, by=by, now=now)


def _approve(by: Member, one: Review, now: datetime) -> None:
    actions.judge(review_id=one.id, verdict="approves", seen=one.round, by=by, now=now)
