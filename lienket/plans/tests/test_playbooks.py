"""Playbooks: approved by the chair, started with one action, practised as exercises."""

from datetime import timedelta
from uuid import UUID

import pytest

from lienket.circles.models import Circle
from lienket.delivery.models import Envelope, Message
from lienket.escalation.models import Ask
from lienket.exchange.models import Bulletin, Receipt
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.plans import actions, queries
from lienket.plans.actions import Head, StepDraft
from lienket.plans.actions.playbooks import (
    BadMinutes,
    NobodyInvolved,
    NoEarlierStep,
    NoStepWords,
    NotInForce,
    PlaybookIsApproved,
)
from lienket.plans.actions.reporting import NoEvidence
from lienket.plans.actions.runs import (
    NoReasonToEnd,
    OnlyWhoStartedIt,
    RunIsFinished,
    StartedBefore,
)
from lienket.plans.actions.tasks import NotAMember
from lienket.plans.models import Playbook, Run, Task
from tests.cast import NOON, Unit

FIRE = Head("Cháy tại xưởng sơn", "Có lửa hoặc khói trong xưởng sơn", "Mang mặt nạ phòng độc.")


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def written(circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit) -> Playbook:
    with acting(dispatcher):
        playbook = actions.write_playbook(circle_id=circle.id, head=FIRE, by=dispatcher, now=NOON)
        return actions.set_steps(
            playbook_id=playbook.id,
            steps=[
                StepDraft("Cắt điện khu vực", 5),
                StepDraft("Xuất xe chữa cháy", 10, fire_service.id, asks_answer=True),
                StepDraft("Phân luồng giao thông", 15, commune.id, after=2),
            ],
            by=dispatcher,
            now=NOON,
        )


@pytest.fixture
def playbook(written: Playbook, dispatcher: Member) -> Playbook:
    with acting(dispatcher):
        return actions.approve(playbook_id=written.id, by=dispatcher, now=NOON)


def start(playbook: Playbook, by: Member, *, exercise: bool = False) -> Run:
    with acting(by):
        return actions.start(
            playbook_id=playbook.id,
            exercise=exercise,
            what_happened="Bồn dung môi bốc cháy.",
            by=by,
            now=NOON,
        )


def test_one_action_alarms_all_and_asks_for_every_step(
    playbook: Playbook, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    run = start(playbook, dispatcher)

    with acting(dispatcher):
        bulletin = Bulletin.objects.get()
        assert (bulletin.kind, bulletin.urgency) == ("urgent_notice", "immediate")
        assert "Bồn dung môi bốc cháy." in bulletin.body
        assert "Mang mặt nạ" in bulletin.body
        assert "Xuất xe chữa cháy" in bulletin.body
        assert set(Receipt.objects.values_list("organization_id", flat=True)) == {
            chief.organization_id,
            commune.id,
        }
        due = [task.due_at - NOON for task in run.tasks.order_by("id")]
        assert due == [minutes(5), minutes(10), minutes(25)]
        asks = Ask.objects.filter(id__in=run.tasks.values("ask_id"))
        assert asks.count() == 3


def test_pressed_twice_a_playbook_starts_once(playbook: Playbook, dispatcher: Member) -> None:
    def press(*, exercise: bool) -> Run:
        with acting(dispatcher):
            return actions.start(
                playbook_id=playbook.id,
                exercise=exercise,
                what_happened="Bồn dung môi bốc cháy.",
                by=dispatcher,
                now=NOON,
                key=UUID(int=1),
            )

    assert press(exercise=True) == press(exercise=True)
    with acting(dispatcher):
        assert Bulletin.objects.count() == 1
        assert Task.objects.count() == 3
    # A start in earnest is never taken for the exercise before it.
    with pytest.raises(StartedBefore):
        press(exercise=False)


def test_a_step_that_asks_for_no_answer_is_done_with_one_press(
    playbook: Playbook, dispatcher: Member, chief: Member
) -> None:
    run = start(playbook, dispatcher)
    with acting(dispatcher):
        own, truck, _last = run.tasks.order_by("id")
        actions.report(task_id=own.id, done=True, by=dispatcher, now=NOON + minutes(3))
        assert Task.objects.get(id=own.id).done_at == NOON + minutes(3)
    with pytest.raises(NoEvidence), acting(chief):
        actions.report(task_id=truck.id, done=True, by=chief, now=NOON)


def test_whoever_follows_is_told_when_it_is_its_turn(
    playbook: Playbook, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    run = start(playbook, dispatcher)
    head = commune.member()

    def letters() -> int:
        with acting(head):
            return Message.objects.filter(organization_id=commune.id, envelope__kind="task").count()

    assert letters() == 0
    with acting(chief):
        truck = run.tasks.order_by("id")[1]
        actions.report(task_id=truck.id, done=True, text="2 xe", by=chief, now=NOON)
    with acting(dispatcher):
        actions.confirm_done(task_id=truck.id, by=dispatcher, now=NOON)
    assert letters() == 1


def test_an_exercise_is_marked_everywhere_and_never_counts(
    playbook: Playbook, dispatcher: Member
) -> None:
    run = start(playbook, dispatcher, exercise=True)
    with acting(dispatcher):
        assert Bulletin.objects.get().exercise
        assert all(Envelope.objects.values_list("exercise", flat=True))
        assert run.tasks.count() == 3
        assert not Task.objects.filter(queries.counted()).exists()


def test_finishing_ends_what_is_still_asked(
    playbook: Playbook, dispatcher: Member, chief: Member
) -> None:
    run = start(playbook, dispatcher)
    with pytest.raises(OnlyWhoStartedIt), acting(chief):
        actions.finish(run_id=run.id, lessons="", by=chief, now=NOON)
    with acting(dispatcher):
        actions.note(run_id=run.id, text="Gió đổi hướng", by=dispatcher, now=NOON)
        with pytest.raises(NoReasonToEnd):
            actions.finish(run_id=run.id, lessons="", by=dispatcher, now=NOON + minutes(40))
        done = actions.finish(
            run_id=run.id,
            lessons="Thiếu vòi 65.",
            reason="Đám cháy đã tắt.",
            by=dispatcher,
            now=NOON + minutes(40),
        )
        assert (done.lessons, done.ended_because) == ("Thiếu vòi 65.", "Đám cháy đã tắt.")
        assert not Ask.objects.filter(settled_at=None).exists()
        with pytest.raises(RunIsFinished):
            actions.note(run_id=run.id, text="Thêm", by=dispatcher, now=NOON)


def test_only_the_chair_approves(written: Playbook, chief: Member) -> None:
    # A draft is not even seen by others.
    with pytest.raises(Playbook.DoesNotExist), acting(chief):
        actions.approve(playbook_id=written.id, by=chief, now=NOON)


def test_a_draft_is_not_started(written: Playbook, dispatcher: Member) -> None:
    with pytest.raises(NotInForce):
        start(written, dispatcher)


def test_a_new_version_takes_the_place_of_the_old_one(
    playbook: Playbook, dispatcher: Member
) -> None:
    with acting(dispatcher):
        with pytest.raises(PlaybookIsApproved):
            actions.change_playbook(playbook_id=playbook.id, head=FIRE, by=dispatcher, now=NOON)
        second = actions.new_version(playbook_id=playbook.id, by=dispatcher, now=NOON)
        assert second.version == 2
        assert second.steps.count() == 3
        assert actions.new_version(playbook_id=playbook.id, by=dispatcher, now=NOON) == second
        actions.approve(playbook_id=second.id, by=dispatcher, now=NOON)
    with pytest.raises(NotInForce):
        start(playbook, dispatcher)
    start(second, dispatcher)


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (StepDraft("", 5), NoStepWords),
        (StepDraft("Cắt điện", 0), BadMinutes),
        (StepDraft("Cắt điện", 10_081), BadMinutes),
        (StepDraft("Cắt điện", 5, after=1), NoEarlierStep),
    ],
)
def test_bad_steps_are_refused(
    written: Playbook, dispatcher: Member, step: StepDraft, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), acting(dispatcher):
        actions.set_steps(playbook_id=written.id, steps=[step], by=dispatcher, now=NOON)


def test_a_playbook_for_the_starter_alone_alarms_nobody_and_is_refused(
    written: Playbook, dispatcher: Member
) -> None:
    with acting(dispatcher):
        actions.set_steps(
            playbook_id=written.id, steps=[StepDraft("Cắt điện", 5)], by=dispatcher, now=NOON
        )
        with pytest.raises(NobodyInvolved):
            actions.approve(playbook_id=written.id, by=dispatcher, now=NOON)


def test_outsiders_take_no_part(
    written: Playbook, playbook: Playbook, dispatcher: Member, outsider: Unit
) -> None:
    run = start(playbook, dispatcher)
    stranger = outsider.member()
    with acting(stranger):
        assert not queries.playbooks_for(stranger).exists()
        assert not queries.runs_for(stranger).exists()
        assert not Playbook.objects.exists()
        with pytest.raises(Run.DoesNotExist):
            actions.note(run_id=run.id, text="Xin chào", by=stranger, now=NOON)
    with acting(dispatcher):
        second = actions.new_version(playbook_id=playbook.id, by=dispatcher, now=NOON)
    with pytest.raises(NotAMember), acting(dispatcher):
        actions.set_steps(
            playbook_id=second.id,
            steps=[StepDraft("Hỗ trợ", 5, outsider.id)],
            by=dispatcher,
            now=NOON,
        )
