"""A unit with open tasks becomes part of another one."""

from datetime import datetime, timedelta

from lienket.circles.models import Circle
from lienket.escalation.models import Ask
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations import successions
from lienket.organizations.actions import Proposal
from lienket.plans import actions, queries
from lienket.plans.models import Plan, Playbook, Run, Task
from lienket.plans.successions import key_of, playbooks_key
from lienket.plans.tests.test_plans import add, draft, plan
from lienket.plans.tests.test_playbooks import playbook, start, written
from lienket.plans.tests.test_tasks import give
from tests.cast import NOON, Unit, make_unit, merge

__all__ = ["plan", "playbook", "written"]  # fixtures
LATER = NOON + timedelta(hours=1)


def dissolve(unit: Unit, *, now: datetime) -> None:
    """A unit ends, and nobody takes its place."""
    by = unit.member(now)
    with acting(by):
        made = organizations.propose(
            proposal=Proposal(
                predecessor_id=unit.id,
                kind="dissolve",
                effective_on=now.date(),
                decision="Nghị quyết 202/2025/QH15",
            ),
            by=by,
            now=now,
        )
        organizations.confirm(succession_id=made.id, by=by, now=now)


def test_the_successor_carries_open_tasks_out(
    circle: Circle, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    give(circle, plant.member(), fire_service)
    with acting(fire_service.member()):
        lines = {line.key: line for line in successions.touched(fire_service.id, NOON)}
    assert lines[key_of(circle.id)].url == f"/circles/{circle.id}/plans/"
    with acting(outsider.member()):
        hidden = {line.key for line in successions.touched(fire_service.id, NOON)}
    assert key_of(circle.id) not in hidden

    heir = make_unit("Heir", "commune_police")
    merge(fire_service, heir, now=LATER)
    with acting(heir.member(LATER)):
        task = Task.objects.select_related("ask").get()
        assert task.organization_id == heir.id
        assert task.ask
        assert task.ask.organization_id == heir.id


def test_a_plan_without_an_open_task_is_listed_too(circle: Circle, plant: Unit) -> None:
    draft(circle, plant.member())
    with acting(plant.member()):
        lines = {line.key: line.what for line in successions.touched(plant.id, NOON)}
    assert lines[key_of(circle.id)] == "1 kế hoạch"


def test_a_plan_that_waited_for_nobody_else_holds_once_the_last_one_is_merged(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by, fire = plant.member(), fire_service.member()
    plan = draft(circle, by)
    add(plan, by, fire_service)
    add(plan, by, commune)
    with acting(by):
        actions.submit(plan_id=plan.id, by=by, now=NOON)
    with acting(fire):
        assert actions.adopt(plan_id=plan.id, by=fire, now=NOON).adopted_at is None

    merge(commune, fire_service, now=LATER)
    with acting(by):
        plan.refresh_from_db()
        assert plan.adopted_at == LATER
        assert Task.objects.filter(plan=plan, given_at=None).count() == 0


def test_playbooks_their_steps_and_what_runs_go_over(
    playbook: Playbook, circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    start(playbook, plant.member())
    heir, brigade = make_unit("Heir"), make_unit("Brigade", "fire_service")
    merge(plant, heir, now=LATER)
    merge(fire_service, brigade, now=LATER)
    with acting(heir.member(LATER)):
        kept = Playbook.objects.get()
        assert kept.organization_id == heir.id
        assert Run.objects.get().organization_id == heir.id
        assert brigade.id in kept.steps.values_list("organization_id", flat=True)


def test_what_a_dissolved_unit_was_to_do_is_dropped_and_the_others_plan_holds(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by, fire = plant.member(), fire_service.member()
    plan = draft(circle, by)
    add(plan, by, fire_service)
    add(plan, by, commune)
    with acting(by):
        actions.submit(plan_id=plan.id, by=by, now=NOON)
    with acting(fire):
        actions.adopt(plan_id=plan.id, by=fire, now=NOON)
    dissolve(commune, now=LATER)
    with acting(by):
        plan.refresh_from_db()
        assert plan.adopted_at == LATER
        assert Task.objects.get(organization_id=commune.id).dropped_at == LATER
        assert not Ask.objects.filter(organization_id=commune.id, settled_at=None).exists()


def test_a_plan_for_a_dissolved_unit_alone_goes_back_to_its_drafter(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    by = plant.member()
    plan = draft(circle, by)
    add(plan, by, commune)
    with acting(by):
        actions.submit(plan_id=plan.id, by=by, now=NOON)
    dissolve(commune, now=LATER)
    with acting(by):
        plan.refresh_from_db()
        assert (plan.adopted_at, plan.submitted_at) == (None, None)


def test_a_plan_holds_once_the_last_one_asked_is_part_of_its_drafter(
    plan: Plan, chief: Member, plant: Unit, commune: Unit
) -> None:
    with acting(chief):
        actions.adopt(plan_id=plan.id, by=chief, now=NOON)
    merge(commune, plant, now=LATER)

    with acting(plant.member(LATER)):
        plan.refresh_from_db()
        assert plan.adopted_at == LATER


def test_a_plan_waits_for_those_who_have_still_to_adopt_it(
    plan: Plan, fire_service: Unit, commune: Unit
) -> None:
    merge(commune, fire_service, now=LATER)

    heir = fire_service.member(LATER)
    with acting(heir):
        assert queries.plans_for(heir).get().adopted_at is None
        assert actions.adopt(plan_id=plan.id, by=heir, now=LATER).adopted_at == LATER


def test_the_page_of_a_succession_names_the_playbooks(
    playbook: Playbook, dispatcher: Member, fire_service: Unit
) -> None:
    for organization_id in (dispatcher.organization_id, fire_service.id):
        with acting(dispatcher):
            lines = {line.key for line in successions.touched(organization_id, NOON)}
        assert playbooks_key(playbook.circle_id) in lines


def test_a_version_that_holds_no_more_keeps_the_names_it_held_with(
    playbook: Playbook, dispatcher: Member, plant: Unit, fire_service: Unit
) -> None:
    with acting(dispatcher):
        newer = actions.new_version(playbook_id=playbook.id, by=dispatcher, now=NOON)
        actions.approve(playbook_id=newer.id, by=dispatcher, now=NOON)
    heir = make_unit("Heir")
    merge(plant, heir, now=LATER)

    with acting(heir.member(LATER)):
        kept = dict(Playbook.objects.values_list("id", "organization_id"))
    assert kept == {playbook.id: plant.id, newer.id: heir.id}
