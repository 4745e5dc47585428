"""Tasks: given, reported, confirmed or returned, moved and dropped; one after another."""

from datetime import date, timedelta
from typing import Any

import pytest

from lienket.circles import actions as circle_actions
from lienket.circles.models import Circle
from lienket.delivery.models import Envelope, Message
from lienket.escalation.models import Ask
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.rls import acting
from lienket.obligations.dated import dated_between
from lienket.plans import actions, queries
from lienket.plans.actions import opening
from lienket.plans.actions.deciding import NoReason
from lienket.plans.actions.reporting import NoEvidence, NotYourColleague
from lienket.plans.actions.tasks import (
    ComesAfterItself,
    DueInThePast,
    NotAMember,
    NoTaskTitle,
    NotOfThisPlan,
    OnlyTheAsker,
    StartsAfterItsEnd,
    TaskIsOver,
    _put_after,
)
from lienket.plans.models import Assignment, Entry, Task
from tests.cast import NOON, Unit

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)


def give(circle: Circle, by: Member, to: Unit, **changes: object) -> Task:
    facts: dict[str, object] = {
        "title": "Kiểm tra trụ nước chữa cháy",
        "due_at": NOON + MONTH,
        "now": NOON,
    }
    with acting(by):
        return actions.give_task(
            circle_id=circle.id,
            organization_id=to.id,
            by=by,
            **(facts | changes),  # type: ignore[arg-type]
        )


def state(task: Task, by: Member, at: timedelta) -> str:
    with acting(by):
        (one,) = queries.standings(queries.tasks_for(by).filter(id=task.id), NOON + at)
        return one.state


@pytest.fixture
def task(circle: Circle, dispatcher: Member, fire_service: Unit) -> Task:
    return give(circle, dispatcher, fire_service)


def report(task: Task, by: Member, **facts: object) -> Entry:
    with acting(by):
        return actions.report(task_id=task.id, by=by, **({"now": NOON} | facts))  # type: ignore[arg-type]


def test_a_task_is_numbered_asked_for_and_told_by_letter(task: Task, chief: Member) -> None:
    with acting(chief):
        (mine,) = queries.waiting_for(chief)
        assert mine.reference == "NV-2026-001"
        ask = Ask.objects.get(organization_id=chief.organization_id)
        assert (ask.organization_id, ask.due_at) == (chief.organization_id, NOON + MONTH)
        envelope = Envelope.objects.get(id=ask.envelope_id)
        assert (envelope.kind, envelope.reference) == ("task", "NV-2026-001")
        assert Message.objects.filter(envelope=envelope, purpose="first").exists()


def test_it_is_reminded_of_long_before_it_is_due(task: Task, chief: Member) -> None:
    with acting(chief):
        ask = Ask.objects.get(organization_id=chief.organization_id)
    assert ask.escalate_at == NOON + MONTH / 2
    assert ask.plan[0]["to"] == "duty"


def test_a_task_that_starts_later_is_asked_for_on_its_day(
    circle: Circle, dispatcher: Member, fire_service: Unit, chief: Member
) -> None:
    task = give(circle, dispatcher, fire_service, starts_on=date(2026, 12, 1))
    assert state(task, chief, timedelta(0)) == "planned"

    assert actions.open_due(now=NOON + timedelta(days=1)) == 0
    assert actions.open_due(now=NOON + timedelta(days=10)) == 1
    assert actions.open_due(now=NOON + timedelta(days=10)) == 0

    with acting(chief):
        assert list(queries.waiting_for(chief)) == [task]


def test_a_task_that_cannot_be_opened_stops_no_other_of_its_circle(
    circle: Circle,
    dispatcher: Member,
    fire_service: Unit,
    chief: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, good = (
        give(circle, dispatcher, fire_service, starts_on=date(2026, 12, 1)) for _ in range(2)
    )
    open_ask = opening.open_ask

    def stumble(task: Task, **how: Any) -> None:
        if task.id == bad.id:
            raise ValueError("broken")
        open_ask(task, **how)

    day = NOON + timedelta(days=10)
    monkeypatch.setattr(opening, "open_ask", stumble)
    assert actions.open_due(now=day) == 2
    with acting(chief):
        assert list(queries.waiting_for(chief)) == [good]

    monkeypatch.undo()
    assert actions.open_due(now=day) == 0
    assert actions.open_due(now=day + opening.TRY_AGAIN) == 1


def test_done_needs_words_or_a_file_and_the_asker_confirms(
    task: Task, chief: Member, dispatcher: Member
) -> None:
    with pytest.raises(NoEvidence), acting(chief):
        actions.report(task_id=task.id, done=True, by=chief, now=NOON)
    report(task, chief, text="Đã kiểm tra 12 trụ, 1 trụ hỏng van.", done=True)

    with acting(chief):
        assert not queries.waiting_for(chief).exists()
        assert Ask.objects.get(organization_id=chief.organization_id).settled_at == NOON
    with acting(dispatcher):
        assert list(queries.to_confirm(dispatcher)) == [task]
        actions.confirm_done(task_id=task.id, by=dispatcher, now=NOON + WEEK)
        assert not queries.to_confirm(dispatcher).exists()
    assert state(task, chief, WEEK) == "done"


def test_what_is_returned_is_asked_for_again(task: Task, chief: Member, dispatcher: Member) -> None:
    report(task, chief, text="Xong.", done=True)
    with acting(dispatcher):
        with pytest.raises(NoReason):
            actions.return_(task_id=task.id, reason=" ", by=dispatcher, now=NOON)
        actions.return_(task_id=task.id, reason="Thiếu ảnh.", by=dispatcher, now=NOON + WEEK)

    with acting(chief):
        assert list(queries.waiting_for(chief)) == [task]
        assert Ask.objects.filter(settled_at=None, organization_id=chief.organization_id).exists()
        assert [one.kind for one in Entry.objects.order_by("id")] == ["done", "returned"]


def test_only_the_asker_moves_the_due_day_and_the_earlier_one_stays(
    task: Task, chief: Member, dispatcher: Member
) -> None:
    later = NOON + 2 * MONTH
    with pytest.raises(OnlyTheAsker), acting(chief):
        actions.move_due(task_id=task.id, due_at=later, reason="Mưa", by=chief, now=NOON)
    with acting(dispatcher):
        actions.move_due(task_id=task.id, due_at=later, reason="Mưa lũ", by=dispatcher, now=NOON)

    with acting(chief):
        moved = Task.objects.select_related("ask").get(id=task.id)
        assert moved.due_at == later
        assert moved.ask
        assert moved.ask.due_at == later
        assert Entry.objects.get().due_before == NOON + MONTH
        assert Ask.objects.filter(settled_at=None).count() == 1


def test_a_dropped_task_is_asked_for_no_more(task: Task, chief: Member, dispatcher: Member) -> None:
    with acting(dispatcher):
        actions.drop(task_id=task.id, reason="Đã bàn giao", by=dispatcher, now=NOON)

    with acting(chief):
        assert not queries.waiting_for(chief).exists()
        assert Ask.objects.get().released
    with pytest.raises(TaskIsOver), acting(chief):
        actions.report(task_id=task.id, text="Xong", by=chief, now=NOON)


def test_a_follower_waits_until_what_it_comes_after_is_done(
    task: Task, circle: Circle, chief: Member, dispatcher: Member, commune: Unit
) -> None:
    second = give(circle, dispatcher, commune, after=[task.id])
    head = commune.member()
    assert state(second, head, timedelta(0)) == "waiting"
    with acting(head):
        assert not queries.waiting_for(head).exists()

    report(task, chief, text="Xong", done=True)
    with acting(dispatcher):
        actions.confirm_done(task_id=task.id, by=dispatcher, now=NOON)

    with acting(head):
        assert list(queries.waiting_for(head)) == [second]


def test_tasks_do_not_wait_for_one_another_in_a_circle(
    task: Task, circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    second = give(circle, dispatcher, commune, after=[task.id])
    with pytest.raises(ComesAfterItself), acting(dispatcher):
        _put_after(task, [second.id])
    with pytest.raises(ComesAfterItself), acting(dispatcher):
        _put_after(task, [task.id])


def test_what_will_be_late_shows_before_it_is(
    task: Task, circle: Circle, chief: Member, dispatcher: Member, commune: Unit
) -> None:
    second = give(circle, dispatcher, commune, after=[task.id], due_at=NOON + 2 * MONTH)
    assert state(task, chief, timedelta(days=14)) == "open"
    assert state(task, chief, timedelta(days=16)) == "slipping"  # no report at half time
    assert state(second, chief, timedelta(days=16)) == "slipping"  # the one before it slips
    report(task, chief, percent=60, now=NOON + timedelta(days=16))
    assert state(task, chief, timedelta(days=17)) == "open"
    assert state(task, chief, timedelta(days=29)) == "slipping"  # 60 % done, 97 % of the time over
    assert state(task, chief, timedelta(days=31)) == "late"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": "  "}, NoTaskTitle),
        ({"due_at": NOON}, DueInThePast),
        ({"starts_on": date(2027, 5, 1)}, StartsAfterItsEnd),
        ({"after": [987654]}, NotOfThisPlan),
        ({"detail": "TUYỆT MẬT"}, Refusal),
    ],
)
def test_bad_tasks_are_refused(
    circle: Circle,
    dispatcher: Member,
    fire_service: Unit,
    changes: dict[str, object],
    refusal: type[Refusal],
) -> None:
    with pytest.raises(refusal):
        give(circle, dispatcher, fire_service, **changes)


def test_outsiders_get_no_task_and_see_none(
    task: Task, circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    with pytest.raises(NotAMember):
        give(circle, dispatcher, outsider)
    stranger = outsider.member()
    with acting(stranger):
        assert not queries.tasks_for(stranger).exists()
        assert not Task.objects.exists()
    with pytest.raises(Circle.DoesNotExist):
        give(circle, stranger, outsider)


def test_a_task_between_two_is_seen_by_the_two_alone(
    circle: Circle, dispatcher: Member, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    with acting(dispatcher):
        pair = circle_actions.subset(
            parent_id=circle.id,
            organization_ids=[plant.id, fire_service.id],
            by=dispatcher,
            now=NOON,
        )
    task = give(pair, plant.member(), fire_service)
    for unit, sees in ((plant, True), (fire_service, True), (commune, False)):
        member = unit.member()
        with acting(member):
            assert queries.tasks_for(member).filter(id=task.id).exists() is sees
            assert Task.objects.exists() is sees


def test_others_do_not_report_for_whoever_carries_it_out(task: Task, commune: Unit) -> None:
    head = commune.member()
    with pytest.raises(NotAllowed), acting(head):
        actions.report(task_id=task.id, text="Xong", by=head, now=NOON)


def test_who_carries_it_out_inside_is_known_inside_only(
    task: Task, chief: Member, dispatcher: Member
) -> None:
    with acting(chief):
        actions.assign(task_id=task.id, appointment_id=chief.appointment_id, by=chief, now=NOON)
        assert Assignment.objects.get().appointment_id == chief.appointment_id
    with acting(dispatcher):
        assert not Assignment.objects.exists()
    with pytest.raises(NotYourColleague), acting(chief):
        actions.assign(
            task_id=task.id, appointment_id=dispatcher.appointment_id, by=chief, now=NOON
        )


def test_what_one_asks_of_oneself_is_done_at_once(
    circle: Circle, dispatcher: Member, plant: Unit
) -> None:
    own = give(circle, dispatcher, plant)
    report(own, dispatcher, text="Đã thay bình bột", done=True)
    assert state(own, dispatcher, timedelta(0)) == "done"


def test_a_task_stands_in_the_calendar_of_both_sides(
    circle: Circle, dispatcher: Member, commune: Unit, outsider: Unit
) -> None:
    task = give(circle, dispatcher, commune)
    span = (NOON, NOON + 2 * MONTH, NOON + MONTH + WEEK)
    by = commune.member()
    with acting(by):
        (entry,) = dated_between(by, *span)
        assert (entry.uid, entry.own, entry.state) == (f"task-{task.id}", True, "late")
        assert entry.person_id is None
        actions.assign(task_id=task.id, appointment_id=by.appointment_id, by=by, now=NOON)
        (entry,) = dated_between(by, *span)
        assert entry.person_id == by.person_id
    with acting(dispatcher):
        (entry,) = dated_between(dispatcher, *span)
        assert not entry.own
        assert entry.person_id is None
    stranger = outsider.member()
    with acting(stranger):
        assert not dated_between(stranger, *span)
