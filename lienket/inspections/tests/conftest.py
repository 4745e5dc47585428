"""The plant's site, and a visit of the fire service to the plant."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from lienket.circles.models import Circle
from lienket.inspections import actions
from lienket.inspections.actions import Came, Details, Given
from lienket.inspections.models import Assessment, Draft, Finding, Visit
from lienket.inspections.queries import assessments as queries
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.places import actions as places
from lienket.places.models import Site
from lienket.places.rules import Position
from tests.cast import NOON, Unit

TODAY = NOON.date()
DAY = timedelta(days=1)
NOTE = "Rào phía nam bị thủng hai chỗ"


@pytest.fixture
def site(circle: Circle, dispatcher: Member) -> Site:
    with acting(dispatcher):
        return places.list_site(
            circle_id=circle.id,
            name="Nhà máy",
            kind=Site.Kind.FACTORY,
            importance=Site.Importance.KEY,
            position=Position(10.5, 106.5),
            by=dispatcher,
            now=NOON,
        )


@pytest.fixture
def draft(site: Site, dispatcher: Member) -> Draft:
    with acting(dispatcher):
        return actions.start_assessment(site_id=site.id, by=dispatcher, now=NOON)


def answer_all(draft: Draft, by: Member, lacking: Mapping[int, str] | None = None) -> None:
    """All is met, but the questions of these numbers."""
    lacking = lacking or {}
    answers = {
        one.id: Given("not_met", lacking[one.number]) if one.number in lacking else Given("met")
        for one in queries.questions_of(draft.checklist)
    }
    actions.save_answers(draft_id=draft.id, answers=answers, by=by, now=NOON)


def handed_in(draft: Draft, by: Member, *lacking: int, on: date = TODAY) -> Assessment:
    """Fill a draft in and hand it in; the questions of these numbers are not met."""
    answer_all(draft, by, dict.fromkeys(lacking, NOTE))
    grave = {one.id: 1 for one in queries.questions_of(draft.checklist)}
    return actions.hand_in(draft_id=draft.id, on=on, severities=grave, by=by, now=NOON)


@pytest.fixture
def finding(draft: Draft, dispatcher: Member) -> Finding:
    """A hole in the fence, which the plant found itself."""
    with acting(dispatcher):
        handed_in(draft, dispatcher, 1)
        return Finding.objects.get()


@pytest.fixture
def details(plant: Unit, fire_service: Unit, site: Site) -> Details:
    return Details(
        kind="inspection",
        unit_id=plant.id,
        site_id=site.id,
        on=TODAY,
        topic="An toàn phòng cháy, chữa cháy quý IV",
        team="Đoàn kiểm tra liên ngành",
        result="Hồ sơ đầy đủ; còn một tồn tại.",
        came=(Came(3, organization_id=fire_service.id), Came(2, name="Sở Công Thương")),
    )


@pytest.fixture
def visit(circle: Circle, chief: Member, details: Details) -> Visit:
    """Begun, with one finding, not sent."""
    with acting(chief):
        visit = actions.record_visit(circle_id=circle.id, details=details, by=chief, now=NOON)
        actions.note_finding(
            visit_id=visit.id,
            area="fire",
            severity=2,
            text="Trụ nước số 3 không có áp lực",
            due_on=TODAY + 20 * DAY,
            by=chief,
            now=NOON,
        )
    return visit


@pytest.fixture
def sent(visit: Visit, chief: Member, settings: object, tmp_path: object) -> Visit:
    """Its record was sent to the plant."""
    settings.FILES = tmp_path  # type: ignore[attr-defined]
    with acting(chief):
        return actions.send_record(visit_id=visit.id, place="Thanh Vân", by=chief, now=NOON)
