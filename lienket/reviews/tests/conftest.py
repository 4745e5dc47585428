"""What happened in the plant's circle in 2026, and a review of that year."""

from datetime import date, timedelta

import pytest

from lienket.circles.models import Circle
from lienket.incidents.actions import Report
from lienket.incidents.tests.hands import THEFT, report
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.reviews import actions
from lienket.reviews.actions import ReviewPlan
from lienket.reviews.models import Review
from lienket.reviews.rules import Days
from tests.cast import NOON, Unit

DAY = timedelta(days=1)
YEAR = Days(date(2026, 1, 1), date(2026, 11, 21))
PLAN = ReviewPlan("year", "Sơ kết công tác phối hợp năm 2026", YEAR, YEAR.first)
FIRE = Report(kind="fire", summary="Cháy cỏ cạnh hàng rào phía Tây.")


@pytest.fixture
def happened(circle: Circle, dispatcher: Member) -> None:
    """Two thefts of equipment and a fire; an exercise that does not count."""
    report(circle, dispatcher, THEFT, now=NOON)
    report(circle, dispatcher, Report(kind="equipment_theft", summary="Mất 6 thanh giằng."))
    report(circle, dispatcher, FIRE)
    report(circle, dispatcher, Report(kind="theft", summary="Giả định: mất cáp.", exercise=True))


@pytest.fixture
def draft(circle: Circle, dispatcher: Member, happened: None) -> Review:
    with acting(dispatcher):
        return actions.draft_review(circle_id=circle.id, plan=PLAN, by=dispatcher, now=NOON)


@pytest.fixture
def shared(draft: Review, dispatcher: Member, fire_service: Unit, commune: Unit) -> Review:
    """The fire service and the commune are asked to approve it."""
    with acting(dispatcher):
        return actions.share(
            review_id=draft.id,
            parties=[fire_service.id, commune.id],
            by=dispatcher,
            now=NOON,
        )


@pytest.fixture
def approved(shared: Review, fire_service: Unit, commune: Unit) -> Review:
    for unit in (fire_service, commune):
        by = unit.member()
        with acting(by):
            actions.judge(review_id=shared.id, verdict="approves", seen=1, by=by, now=NOON)
    return shared


@pytest.fixture
def frozen(approved: Review, dispatcher: Member) -> Review:
    with acting(dispatcher):
        return actions.freeze(review_id=approved.id, by=dispatcher, now=NOON)
