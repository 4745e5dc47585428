"""Plans: drafted by one, adopted by all who have tasks in them, copied for the next year."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.documents.models import Document
from lienket.escalation.models import Ask
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.rls import acting
from lienket.plans import actions, queries
from lienket.plans.actions.adopting import (
    IssuedAlready,
    NoDecision,
    NoTasks,
    NotInForceYet,
    PlanReadsOtherwise,
    TaskTooLate,
)
from lienket.plans.actions.plans import (
    EndsBeforeItStarts,
    NoPlanTitle,
    NoSuchRegulation,
    OnlyTheDrafter,
)
from lienket.plans.actions.tasks import OutsideThePlan, PlanIsFixed
from lienket.plans.models import Comment, Plan, Task, TaskDependency
from tests.cast import NOON, Unit

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)


def in_2027(month: int, day: int) -> datetime:
    return datetime(2027, month, day, 9, 0, tzinfo=UTC)


def draft(circle: Circle, by: Member, **changes: object) -> Plan:
    facts: dict[str, object] = {
        "kind": "yearly",
        "title": "Kế hoạch phối hợp năm 2027",
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    with acting(by):
        return actions.draft_plan(circle_id=circle.id, by=by, now=NOON, **(facts | changes))  # type: ignore[arg-type]


def add(plan: Plan, by: Member, to: Unit, title: str = "Tuần tra", **changes: object) -> Task:
    facts: dict[str, object] = {"due_at": in_2027(3, 31)}
    with acting(by):
        return actions.give_task(
            circle_id=plan.circle_id,
            title=title,
            organization_id=to.id,
            by=by,
            now=NOON,
            plan=plan,
            **(facts | changes),  # type: ignore[arg-type]
        )


@pytest.fixture
def plan(circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit) -> Plan:
    """Put to both others."""
    plan = draft(circle, dispatcher)
    first = add(plan, dispatcher, fire_service, "Thực tập phương án chữa cháy")
    add(plan, dispatcher, commune, "Tuyên truyền", after=[first.id], due_at=in_2027(6, 30))
    with acting(dispatcher):
        return actions.submit(plan_id=plan.id, by=dispatcher, now=NOON)


def test_a_draft_is_seen_by_its_drafter_alone(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    plan = draft(circle, dispatcher)
    task = add(plan, dispatcher, fire_service)

    with acting(chief):
        assert not queries.plans_for(chief).exists()
        assert not queries.tasks_for(chief).exists()
        assert not Ask.objects.exists()
    with acting(dispatcher):
        assert list(queries.plans_for(dispatcher)) == [plan]
        assert list(queries.tasks_for(dispatcher)) == [task]


def test_everybody_with_tasks_is_asked_to_adopt(plan: Plan, chief: Member, commune: Unit) -> None:
    head = commune.member()
    for member in (chief, head):
        with acting(member):
            (waiting,) = queries.adoptions_waiting_for(member)
            assert waiting.plan == plan
            assert Message.objects.filter(organization_id=member.organization_id).exists()


def test_the_last_one_to_adopt_puts_it_into_force(plan: Plan, chief: Member, commune: Unit) -> None:
    with acting(chief):
        assert actions.adopt(plan_id=plan.id, by=chief, now=NOON).adopted_at is None
        assert actions.adopt(plan_id=plan.id, by=chief, now=NOON).adopted_at is None  # harmless
        assert not queries.waiting_for(chief).exists()
    head = commune.member()
    with acting(head):
        assert actions.adopt(plan_id=plan.id, by=head, now=NOON).adopted_at == NOON
        assert not queries.waiting_for(head).exists()  # its task follows another one

    with acting(chief):
        (mine,) = queries.waiting_for(chief)
        assert mine.reference == "NV-2026-001"


def test_every_change_of_a_draft_is_written_down(
    circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    plan = draft(circle, dispatcher)
    task = add(plan, dispatcher, fire_service)
    with acting(dispatcher):
        actions.change_task(
            task_id=task.id,
            title="Thực tập PCCC",
            organization_id=fire_service.id,
            due_at=task.due_at,
            by=dispatcher,
            now=NOON,
        )
        actions.remove_task(task_id=task.id, by=dispatcher, now=NOON)
        actions.change_plan(
            plan_id=plan.id,
            kind="site",
            title="Kế hoạch",
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            by=dispatcher,
            now=NOON,
        )
        actions.discard_plan(plan_id=plan.id, by=dispatcher, now=NOON)
        told = Event.objects.filter(facts__has_any_keys=["plan_id", "task_id"]).order_by("id")
        assert list(told.values_list("type", flat=True)) == [
            "PlanDrafted",
            "TaskWritten",
            "TaskChanged",
            "TaskRemoved",
            "PlanChanged",
            "PlanDiscarded",
        ]


def test_nobody_adopts_another_text_than_was_read(
    plan: Plan, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        actions.take_back(plan_id=plan.id, by=dispatcher, now=NOON)
        actions.submit(plan_id=plan.id, by=dispatcher, now=NOON)
    with pytest.raises(PlanReadsOtherwise), acting(chief):
        actions.adopt(plan_id=plan.id, by=chief, now=NOON, seen=1)
    with acting(chief):
        actions.adopt(plan_id=plan.id, by=chief, now=NOON, seen=2)
        assert not queries.adoptions_waiting_for(chief).exists()


def test_the_drafter_may_enact_it_by_decision(
    plan: Plan, dispatcher: Member, chief: Member
) -> None:
    with pytest.raises(OnlyTheDrafter), acting(chief):
        actions.enact(plan_id=plan.id, decision="15/QĐ-CAT", by=chief, now=NOON)
    with acting(dispatcher):
        with pytest.raises(NoDecision):
            actions.enact(plan_id=plan.id, decision="", by=dispatcher, now=NOON)
        actions.enact(plan_id=plan.id, decision="15/QĐ-CAT", by=dispatcher, now=NOON)

    with acting(chief):
        assert not queries.adoptions_waiting_for(chief).exists()
        assert queries.waiting_for(chief).count() == 1


def test_a_plan_with_a_task_that_came_due_meanwhile_is_not_submitted(
    circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    plan = draft(circle, dispatcher)
    add(plan, dispatcher, fire_service)
    with acting(dispatcher), pytest.raises(TaskTooLate) as refused:
        actions.submit(plan_id=plan.id, by=dispatcher, now=in_2027(4, 1))
    assert "Tuần tra" in refused.value.message


def test_a_copy_keeps_the_local_day_of_a_task_due_late_in_the_evening(
    circle: Circle, dispatcher: Member, plant: Unit
) -> None:
    plan = draft(circle, dispatcher)
    # 1 March in Vietnam, still 28 February in UTC.
    add(plan, dispatcher, plant, due_at=datetime(2027, 2, 28, 17, 30, tzinfo=UTC))
    with acting(dispatcher):
        copy = actions.copy_plan(plan_id=plan.id, by=dispatcher, now=NOON)
        assert localdate(copy.tasks.get().due_at) == date(2028, 3, 1)


def test_it_is_commented_and_taken_back_to_be_revised(
    plan: Plan, dispatcher: Member, chief: Member
) -> None:
    with acting(chief):
        actions.adopt(plan_id=plan.id, by=chief, now=NOON)
        actions.comment(plan_id=plan.id, text="Đề nghị dời sang quý II.", by=chief, now=NOON)
        assert Comment.objects.get().organization_id == chief.organization_id
    with pytest.raises(PlanIsFixed), acting(dispatcher):
        actions.change_plan(
            plan_id=plan.id,
            kind="site",
            title="Khác",
            starts_on=FIRST,
            ends_on=LAST,
            by=dispatcher,
            now=NOON,
        )

    with acting(dispatcher):
        actions.take_back(plan_id=plan.id, by=dispatcher, now=NOON)
        actions.change_plan(
            plan_id=plan.id,
            kind="site",
            title="Khác",
            starts_on=FIRST,
            ends_on=LAST,
            by=dispatcher,
            now=NOON,
        )
        assert not Ask.objects.filter(settled_at=None).exists()
        actions.submit(plan_id=plan.id, by=dispatcher, now=NOON + timedelta(days=1))

    with acting(chief):  # asked anew
        assert queries.adoptions_waiting_for(chief).get().plan.reference == "DTKH-2026-001"


def test_in_force_it_is_issued_as_a_numbered_document(
    plan: Plan, dispatcher: Member, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    words = {"place": "Thanh Vân", "notation": "CAT", "signer_title": "GIÁM ĐỐC"}

    def issue() -> Document:
        return actions.issue_document(
            plan_id=plan.id, signer_name="Trần Văn An", by=dispatcher, now=NOON, **words
        )

    with acting(dispatcher):
        with pytest.raises(NotInForceYet):
            issue()
        actions.enact(plan_id=plan.id, decision="15/QĐ-CAT", by=dispatcher, now=NOON)
        document = issue()
        assert document.code == "01/KH-CAT"
        assert document.docx
        assert document.pdf
        assert Plan.objects.get(id=plan.id).code == "01/KH-CAT"
        with pytest.raises(IssuedAlready):
            issue()


def test_a_plan_for_oneself_is_adopted_at_once(
    circle: Circle, dispatcher: Member, plant: Unit
) -> None:
    plan = draft(circle, dispatcher)
    with pytest.raises(NoTasks), acting(dispatcher):
        actions.submit(plan_id=plan.id, by=dispatcher, now=NOON)
    add(plan, dispatcher, plant)
    with acting(dispatcher):
        assert actions.submit(plan_id=plan.id, by=dispatcher, now=NOON).adopted_at == NOON


def test_next_years_draft_has_the_same_tasks_a_year_later(plan: Plan, dispatcher: Member) -> None:
    with acting(dispatcher):
        copy = actions.copy_plan(plan_id=plan.id, by=dispatcher, now=NOON)
        assert copy.title == "Kế hoạch phối hợp năm 2028"
        assert (copy.starts_on, copy.ends_on) == (date(2028, 1, 1), date(2028, 12, 31))
        tasks = copy.tasks.order_by("due_at")
        assert [one.due_at.date() for one in tasks] == [date(2028, 3, 31), date(2028, 6, 30)]
        assert TaskDependency.objects.filter(task=tasks[1], after=tasks[0]).exists()
        assert not any(one.given_at for one in tasks)


def test_a_task_may_be_changed_and_removed_while_it_is_a_draft(
    circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    plan = draft(circle, dispatcher)
    first = add(plan, dispatcher, fire_service)
    second = add(plan, dispatcher, fire_service, after=[first.id])
    with acting(dispatcher):
        changed = actions.change_task(
            task_id=first.id,
            title="Khác",
            organization_id=commune.id,
            due_at=in_2027(5, 1),
            by=dispatcher,
            now=NOON,
        )
        assert (changed.title, changed.organization_id) == ("Khác", commune.id)
        actions.remove_task(task_id=first.id, by=dispatcher, now=NOON)
        assert list(queries.tasks_for(dispatcher)) == [second]
        assert not TaskDependency.objects.exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": ""}, NoPlanTitle),
        ({"ends_on": date(2026, 12, 31)}, EndsBeforeItStarts),
        ({"regulation_id": 4711}, NoSuchRegulation),
        ({"title": "Độ mật: TỐI MẬT"}, Refusal),
    ],
)
def test_bad_plans_are_refused(
    circle: Circle, dispatcher: Member, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        draft(circle, dispatcher, **changes)


def test_its_tasks_lie_in_its_period(
    circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    plan = draft(circle, dispatcher)
    with pytest.raises(OutsideThePlan):
        add(plan, dispatcher, fire_service, due_at=datetime(2028, 1, 5, tzinfo=UTC))


def test_outsiders_see_no_plan_and_cannot_adopt_it(plan: Plan, outsider: Unit) -> None:
    stranger = outsider.member()
    with acting(stranger):
        assert not queries.plans_for(stranger).exists()
        assert not Plan.objects.exists()
        with pytest.raises(Plan.DoesNotExist):
            actions.adopt(plan_id=plan.id, by=stranger, now=NOON)


def test_who_has_no_task_in_it_is_not_asked(
    circle: Circle, dispatcher: Member, commune: Unit, fire_service: Unit
) -> None:
    plan = draft(circle, dispatcher)
    add(plan, dispatcher, fire_service)
    with acting(dispatcher):
        actions.submit(plan_id=plan.id, by=dispatcher, now=NOON)
    head = commune.member()
    with pytest.raises(NotAllowed), acting(head):
        actions.adopt(plan_id=plan.id, by=head, now=NOON)


def test_a_draft_is_thrown_away_and_what_is_in_force_is_not(
    plan: Plan, dispatcher: Member, chief: Member
) -> None:
    with pytest.raises(PlanIsFixed), acting(dispatcher):
        actions.discard_plan(plan_id=plan.id, by=dispatcher, now=NOON)
    with acting(chief):
        actions.comment(plan_id=plan.id, text="Chưa rõ", by=chief, now=NOON)
    with acting(dispatcher):
        actions.take_back(plan_id=plan.id, by=dispatcher, now=NOON)
        actions.discard_plan(plan_id=plan.id, by=dispatcher, now=NOON)
        assert not Plan.objects.exists()
        assert not Task.objects.exists()
        assert not Comment.objects.exists()
