"""From a finding to a task, to somebody who looks again: nothing closes itself."""

from datetime import timedelta

import pytest

from lienket.circles import actions as circle_actions
from lienket.circles.models import Circle, Membership
from lienket.delivery.models import Message
from lienket.escalation.waiting import waiting_for
from lienket.inspections import actions
from lienket.inspections.actions import findings as verbs
from lienket.inspections.models import Finding, Visit
from lienket.inspections.queries import findings as queries
from lienket.inspections.standing import Row
from lienket.inspections.tests.conftest import DAY, NOTE, TODAY
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.plans import actions as plans
from lienket.plans.actions.deciding import NoReason
from lienket.plans.actions.tasks import DueInThePast, NotAMember
from lienket.plans.models import Task
from tests.cast import NOON, Unit

DUE = TODAY + 10 * DAY


def assigned(finding: Finding, by: Member, to: int) -> Task:
    with acting(by):
        return actions.assign(
            finding_id=finding.id, organization_id=to, due_on=DUE, by=by, now=NOON
        )


def put_right(task: Task, by: Member, days: int = 1) -> None:
    with acting(by):
        plans.report(task_id=task.id, text="Đã hàn lại", done=True, by=by, now=NOON + days * DAY)


def state(finding: Finding, by: Member, days: int = 0) -> str:
    with acting(by):
        found = queries.findings_for(by).get(id=finding.id)
        row = Row.of(found, NOON + days * DAY)
        same = queries.findings_for(by).filter(queries.in_state(row.state, NOON + days * DAY))
        assert found in same, "lists and pages tell the same"
        return row.state


def titles(by: Member, days: int = 0) -> list[str]:
    with acting(by):
        return [one.button for one in waiting_for(by, NOON + days * DAY, 9)]


def test_a_finding_becomes_a_task_with_a_due_day(
    finding: Finding, dispatcher: Member, commune: Unit
) -> None:
    waits = titles(dispatcher)
    task = assigned(finding, dispatcher, commune.id)
    assert len(waits) == 1
    assert not titles(dispatcher)
    assert (task.title, task.organization_id) == (NOTE, commune.id)
    assert task.source == "TT-2026-001 · TDG-2026-001"
    by = commune.member()
    with acting(by):
        assert [one.title for one in waiting_for(by, NOON, 5)] == [NOTE]
        letters = Message.objects.filter(envelope__kind="task", organization_id=commune.id)
        assert letters.exists()
    assert state(finding, dispatcher) == "open"
    assert state(finding, dispatcher, days=11) == "overdue"


def test_it_is_due_later_than_today_and_by_a_member(
    finding: Finding, dispatcher: Member, plant: Unit, outsider: Unit
) -> None:
    with acting(dispatcher):
        with pytest.raises(DueInThePast) as refused:
            actions.assign(
                finding_id=finding.id,
                organization_id=plant.id,
                due_on=TODAY - DAY,
                by=dispatcher,
                now=NOON,
            )
        assert refused.value.field == "due_on"
        with pytest.raises(NotAMember):
            actions.assign(
                finding_id=finding.id,
                organization_id=outsider.id,
                due_on=DUE,
                by=dispatcher,
                now=NOON,
            )
        assert Finding.objects.get().task is None


def test_only_whoever_found_it_gives_the_task_and_only_once(
    finding: Finding, dispatcher: Member, chief: Member, plant: Unit
) -> None:
    with acting(chief), pytest.raises(verbs.OnlyTheFinder):
        actions.assign(
            finding_id=finding.id, organization_id=plant.id, due_on=DUE, by=chief, now=NOON
        )
    task = assigned(finding, dispatcher, plant.id)
    with pytest.raises(verbs.AssignedAlready):
        assigned(finding, dispatcher, plant.id)
    with acting(dispatcher):
        plans.drop(task_id=task.id, reason="Nhầm đơn vị", by=dispatcher, now=NOON)
    assert state(finding, dispatcher) == "unassigned"
    assigned(finding, dispatcher, plant.id)


def test_what_is_done_waits_for_somebody_else_to_look_again(
    finding: Finding, dispatcher: Member, chief: Member, plant: Unit
) -> None:
    task = assigned(finding, dispatcher, plant.id)
    with acting(chief), pytest.raises(verbs.NothingToLookAt):
        actions.close(finding_id=finding.id, by=chief, now=NOON)
    put_right(task, dispatcher)
    assert state(finding, dispatcher, days=60) == "recheck"
    with acting(dispatcher):
        assert not verbs.may_reinspect(Finding.objects.get(), dispatcher, NOON)
        with pytest.raises(verbs.SameHands):
            actions.close(finding_id=finding.id, by=dispatcher, now=NOON + DAY)
    with acting(chief):
        found = queries.findings_for(chief).get()
        assert verbs.may_reinspect(found, chief, NOON)
        actions.close(finding_id=finding.id, words="Rào kín", by=chief, now=NOON + 2 * DAY)
        with pytest.raises(verbs.FindingIsClosed):
            actions.close(finding_id=finding.id, by=chief, now=NOON + 2 * DAY)
        seen = finding.reinspections.get()
        assert (seen.passed, seen.words, seen.organization_id) == (
            True,
            "Rào kín",
            chief.organization_id,
        )
    assert state(finding, chief) == "closed"


def test_what_the_finder_put_right_itself_waits_for_the_chair(
    visit: Visit, finding: Finding, dispatcher: Member, plant: Unit
) -> None:
    put_right(assigned(finding, dispatcher, plant.id), dispatcher)
    with acting(dispatcher):
        # Here the finder is the chair itself: a colleague of the one who reported it looks again.
        assert list(queries.to_reinspect(dispatcher)) == [finding]


def test_a_returned_one_is_asked_again_by_a_task_of_its_own(
    finding: Finding, dispatcher: Member, chief: Member, plant: Unit
) -> None:
    first = assigned(finding, dispatcher, plant.id)
    put_right(first, dispatcher)
    with acting(chief), pytest.raises(NoReason):
        actions.return_(finding_id=finding.id, reason=" ", due_on=DUE, by=chief, now=NOON + 2 * DAY)
    with acting(chief):
        with pytest.raises(DueInThePast):
            actions.return_(
                finding_id=finding.id, reason="Hở", due_on=TODAY, by=chief, now=NOON + 2 * DAY
            )
        actions.return_(
            finding_id=finding.id,
            reason="Còn hở một chỗ",
            due_on=DUE + 5 * DAY,
            by=chief,
            now=NOON + 2 * DAY,
        )
        found = Finding.objects.get()
        assert found.task_id != first.id
        assert found.closed_at is None
        assert finding.reinspections.get(passed=False).task_id == first.id
    assert state(finding, dispatcher) == "open"
    with acting(dispatcher):
        (asked,) = waiting_for(dispatcher, NOON + 2 * DAY, 5)
        assert asked.title == NOTE


def test_the_visited_unit_reports_and_the_visitors_close_the_task_with_the_finding(
    sent: Visit, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        finding = queries.findings_for(dispatcher).get()
        assert finding.task
        task = finding.task
    put_right(task, dispatcher)
    with acting(chief):
        assert finding in queries.to_reinspect(chief)
    with acting(dispatcher), pytest.raises(verbs.NothingToLookAt):
        actions.close(finding_id=finding.id, by=dispatcher, now=NOON + DAY)
    with acting(chief):
        actions.close(finding_id=finding.id, by=chief, now=NOON + 2 * DAY)
        assert Task.objects.get(id=task.id).done_at
        assert not titles(chief)


def test_what_the_visited_unit_did_is_not_closed_by_itself(
    sent: Visit, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        finding = queries.findings_for(dispatcher).get()
        assert finding.task
    put_right(finding.task, dispatcher)
    with acting(chief):
        plans.confirm_done(task_id=finding.task.id, by=chief, now=NOON + DAY)
    assert state(finding, chief) == "recheck"
    with acting(dispatcher), pytest.raises(verbs.NotYours):
        actions.close(finding_id=finding.id, by=dispatcher, now=NOON + 2 * DAY)


def test_a_report_that_does_not_hold_is_asked_for_again_with_the_same_task(
    sent: Visit, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        finding = queries.findings_for(dispatcher).get()
        assert finding.task
    put_right(finding.task, dispatcher)
    with acting(chief):
        actions.return_(
            finding_id=finding.id,
            reason="Áp lực vẫn yếu",
            due_on=DUE + 30 * DAY,
            by=chief,
            now=NOON + 2 * DAY,
        )
        task = Finding.objects.get().task
        assert task == finding.task
        assert task.reported_at is None
        assert (task.due_at - NOON) > timedelta(days=39)


def test_the_figures_count_what_the_lists_show(
    finding: Finding, sent: Visit, dispatcher: Member, plant: Unit
) -> None:
    late = NOON + 60 * DAY
    with acting(dispatcher):
        found = queries.in_circle(dispatcher, finding.circle_id)
        counted = queries.counted(found, late)
        assert counted == {
            "unassigned": 1,
            "overdue": 1,
            "open": 0,
            "recheck": 0,
            "closed": 0,
        }
        assert [one.severity for one in found] == [1, 2]


def test_an_observer_does_not_look_again(
    finding: Finding, circle: Circle, dispatcher: Member, plant: Unit, outsider: Unit
) -> None:
    with acting(dispatcher):
        invited = circle_actions.invite(
            circle_id=circle.id,
            organization_id=outsider.id,
            role=Membership.Role.OBSERVER,
            by=dispatcher,
            now=NOON,
        )
    by = outsider.member()
    with acting(by):
        circle_actions.answer_invitation(invitation_id=invited.id, accept=True, by=by, now=NOON)
    put_right(assigned(finding, dispatcher, plant.id), dispatcher)
    observer = outsider.member()
    with acting(observer):
        assert not verbs.may_reinspect(Finding.objects.get(), observer, NOON + DAY)
        with pytest.raises(verbs.OnlyMembers):
            actions.close(finding_id=finding.id, by=observer, now=NOON + DAY)
