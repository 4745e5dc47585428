"""A site that was assessed and is being assessed again, and a visit of the fire service."""

from datetime import datetime

from django.utils import timezone

from lienket.inspections import actions
from lienket.inspections.models import Finding
from lienket.inspections.queries.assessments import questions_of
from lienket.kernel.rls import acting
from tests.cast import Unit


def inspect(
    circle_id: int, site_id: int, plant: Unit, fire_service: Unit, now: datetime
) -> dict[str, list[object]]:
    """Values for the parts of addresses, by name."""
    by = plant.member(now)
    with acting(by):
        draft = actions.start_assessment(site_id=site_id, by=by, now=now)
        questions = list(questions_of(draft.checklist))
        lacks = actions.Given("not_met", "Rào thủng một đoạn")
        answers = dict.fromkeys((one.id for one in questions), actions.Given("met"))
        answers[questions[0].id] = lacks
        actions.save_answers(draft_id=draft.id, answers=answers, by=by, now=now)
        assessed = actions.hand_in(
            draft_id=draft.id,
            on=timezone.localdate(now),
            severities={questions[0].id: 2},
            by=by,
            now=now,
        )
        again = actions.start_assessment(site_id=site_id, by=by, now=now)
        actions.save_answers(draft_id=again.id, answers={questions[0].id: lacks}, by=by, now=now)
        finding = Finding.objects.get(answer__assessment=assessed)
    visitor = fire_service.member(now)
    with acting(visitor):
        visit = actions.record_visit(
            circle_id=circle_id,
            details=actions.Details(
                kind="inspection",
                unit_id=plant.id,
                on=timezone.localdate(now),
                topic="An toàn phòng cháy, chữa cháy",
                result="Đạt yêu cầu.",
                came=(actions.Came(3, organization_id=fire_service.id),),
            ),
            by=visitor,
            now=now,
        )
        actions.send_record(visit_id=visit.id, place="Thanh Vân", by=visitor, now=now)
    return {
        "draft_id": [again.id],
        "area": ["fence"],
        "assessment_id": [assessed.id],
        "finding_id": [finding.id],
        "visit_id": [visit.id],
    }
