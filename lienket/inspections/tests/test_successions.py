"""What is open goes over to the successor."""

from datetime import timedelta

from lienket.inspections import actions
from lienket.inspections.models import Draft, DraftAnswer, Finding, Visit
from lienket.inspections.tests.conftest import DAY, TODAY, answer_all
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_the_successor_goes_on_with_drafts_and_findings(
    finding: Finding, plant: Unit, dispatcher: Member
) -> None:
    with acting(dispatcher):
        assert finding.site_id
        draft = actions.start_assessment(site_id=finding.site_id, by=dispatcher, now=NOON)
        answer_all(draft, dispatcher)
    heir = make_unit("Heir", "enterprise")
    merge(plant, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        assert Draft.objects.get().organization_id == heir.id
        assert DraftAnswer.objects.count() == 40
        actions.assign(
            finding_id=finding.id,
            organization_id=heir.id,
            due_on=TODAY + 5 * DAY,
            by=by,
            now=LATER,
        )
        actions.hand_in(draft_id=draft.id, on=TODAY, severities={}, by=by, now=LATER)


def test_the_successor_countersigns_in_the_place_of_the_visited(sent: Visit, plant: Unit) -> None:
    heir = make_unit("Heir", "enterprise")
    merge(plant, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        actions.remark(visit_id=sent.id, kind="received", by=by, now=LATER)


def test_visitors_and_visited_that_became_one_stay_apart_on_the_record(
    sent: Visit, plant: Unit, fire_service: Unit
) -> None:
    merge(fire_service, plant, now=LATER)

    by = plant.member(LATER)
    with acting(by):
        assert Visit.objects.get().organization_id == fire_service.id
        assert Finding.objects.get().organization_id == plant.id
